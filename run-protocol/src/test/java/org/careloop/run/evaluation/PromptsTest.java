package org.careloop.run.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.benchmark.Layout;
import org.careloop.run.benchmark.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PromptsTest {
    private static final List<String> NAMES = Prompts.NAMES;
    private static final List<String> LISTS = SubjectList.NAMES;

    @TempDir
    Path folder;

    private static Question question(String id, String subject, String text, String key, boolean several) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("A", "one");
        options.put("B", "two");
        return new Question(id, subject, "", text, options, new TreeSet<>(Set.of(key.split(""))), several, Map.of());
    }

    private static Benchmark mmlu(Question... questions) {
        return new Benchmark(Layout.MMLU, List.of(questions), 0);
    }

    private static Terms terms(Benchmark asked, Prompts prompts, SubjectList list) {
        return Terms.of(asked, prompts, list, Terms.Method.LOGLIKELIHOOD, 0, List.of(), 512);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyPublishedPromptHasItsName(String name) throws IOException {
        Prompts prompts = Prompts.read(name);

        assertThat(prompts.name()).isEqualTo(name);
        assertThat(prompts.question()).contains("{question}");
        assertThat(prompts.ask()).contains("{question}");
    }

    @ParameterizedTest
    @FieldSource("LISTS")
    void everyPublishedSubjectListHasItsName(String name) throws IOException {
        assertThat(SubjectList.read(name).name()).isEqualTo(name);
    }

    @Test
    void theSixMedicalSubjectsOfMmlu() throws IOException {
        assertThat(SubjectList.read("mmlu-med").subjects())
                .containsExactly(
                        "anatomy",
                        "clinical_knowledge",
                        "college_biology",
                        "college_medicine",
                        "medical_genetics",
                        "professional_medicine");
    }

    @Test
    void aQuestionWithAnExampleReadsAsMmluPublishedIt() throws IOException {
        Question shot = question("1", "college_medicine", "First?", "B", false);
        Question asked = question("2", "college_medicine", "Which?", "A", false);

        Prompts prompts = Prompts.read("mmlu");
        assertThat(prompts.before(asked, List.of(shot))).isEqualTo("""
            The following are multiple choice questions (with answers) about college medicine.

            First?
            A. one
            B. two
            Answer: B

            Which?
            A. one
            B. two
            Answer:\
            """);
        assertThat(prompts.continuation(asked, "A")).isEqualTo(" A");
    }

    @Test
    void severalLettersEndSoThatFewerAreNotAlwaysLikelier() throws IOException {
        Prompts prompts = Prompts.read("cmexam");

        assertThat(prompts.continuation(question("1", "", "哪些？", "AB", true), "AB"))
                .isEqualTo("AB\n\n");
    }

    @Test
    void aChineseSubjectHasItsChineseName() throws IOException {
        assertThat(Prompts.read("ceval").before(question("1", "basic_medicine", "问？", "A", false), List.of()))
                .startsWith("以下是中国关于基础医学考试的单项选择题");
    }

    @Test
    void aQuestionThatWritesOfABlankStaysAsItIs() throws IOException {
        assertThat(Prompts.read("mmlu")
                        .before(question("1", "anatomy", "What is {options} or $1?", "A", false), List.of()))
                .contains("What is {options} or $1?\nA. one");
    }

    @Test
    void theLanguageOfMedqaIsThatOfItsQuestions() throws IOException {
        assertThat(Prompts.of(new Benchmark(Layout.MEDQA, List.of(question("1", "", "Which?", "A", false)), 0))
                        .name())
                .isEqualTo("medqa-us");
        assertThat(Prompts.of(new Benchmark(Layout.MEDQA, List.of(question("1", "", "哪项？", "A", false)), 0))
                        .name())
                .isEqualTo("medqa-mainland");
    }

    @Test
    void aBlankThatNothingFillsIsRefused() throws IOException {
        Path file = folder.resolve("own.json");
        try (var in = Prompts.class.getResourceAsStream("prompts/mmlu.json")) {
            Files.writeString(
                    file, new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{subject}", "{topics}"));
        }

        assertThatThrownBy(() -> Prompts.read(file.toString()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("the blank \"topics\", which nothing fills");
        assertThatThrownBy(() -> Prompts.read("mmul"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("neither a file nor one of mmlu, medqa-us");
    }

    @Test
    void anotherWordOrAnotherSubjectIsAnotherName() throws IOException {
        Benchmark asked = mmlu(question("1", "anatomy", "Which?", "A", false));
        Prompts prompts = Prompts.read("mmlu");
        SubjectList all = SubjectList.all(asked);
        Prompts other = new Prompts(
                "mmlu",
                1,
                Layout.MMLU,
                "en",
                "",
                prompts.question(),
                prompts.option(),
                prompts.answer(),
                prompts.between(),
                prompts.ask(),
                prompts.askSeveral(),
                prompts.reply(),
                Map.of());

        Terms terms = terms(asked, prompts, all);
        assertThat(terms.name())
                .startsWith("mmlu@1/all@1/loglikelihood/0-shot#")
                .hasSize(42);
        assertThat(terms(asked, prompts, all).name()).isEqualTo(terms.name());
        assertThat(terms(asked, other, all).name()).isNotEqualTo(terms.name());
        assertThat(terms(asked, prompts, new SubjectList("all", 1, Layout.MMLU, List.of("anatomy", "virology")))
                        .name())
                .isNotEqualTo(terms.name());
        assertThat(terms(mmlu(question("1", "anatomy", "Which?", "B", false)), prompts, all)
                        .name())
                .isNotEqualTo(terms.name());
        assertThatThrownBy(() -> terms.requireSame(terms(asked, other, all), "old"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("made on other terms, so the two do not compare: prompts (mmlu@1 ");
        terms.requireSame(terms(asked, prompts, all), "old");
    }

    @Test
    void aListOfAnotherBenchmarkOrWithoutItsFilesIsRefused() throws IOException {
        Benchmark asked = mmlu(question("1", "anatomy", "Which?", "A", false));

        assertThatThrownBy(() -> SubjectList.read("ceval-med").of(asked)).hasMessageContaining("is of ceval");
        assertThatThrownBy(() -> SubjectList.read("mmlu-med").of(asked))
                .hasMessageContaining("names clinical_knowledge, college_biology");
    }
}
