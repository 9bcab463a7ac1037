package org.careloop.run.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each layout as it is published, with what its files are known to hold. */
class BenchmarkTest {
    private static final String CMB_ROW =
            "{\"exam_type\":\"医师考试\",\"exam_class\":\"执业医师\",\"exam_subject\":\"内科\",\"question\":\"%s\",\"option\":{%s},\"question_type\":\"%s\"%s}";

    private static final String MEDMCQA_ROW =
            "{\"id\":\"%s\",\"question\":\"Which?\",\"opa\":\"one\",\"opb\":\"two\",\"opc\":\"three\",\"opd\":\"four\",\"cop\":%d,\"choice_type\":\"multi\",\"subject_name\":\"Anatomy\",\"topic_name\":\"Arm\"}\n";

    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private static Benchmark read(Path... files) throws IOException {
        return Benchmark.read(Arrays.asList(files), false);
    }

    private static void refused(String said, Path... files) {
        assertThatThrownBy(() -> read(files))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(files[files.length - 1].toString())
                .hasMessageContaining(said);
    }

    @Test
    void mmluHasNoHeaderAndItsSubjectInTheNameOfTheFile() throws IOException {
        Benchmark read = read(file("college_medicine_test.csv", "\"Which, of these?\",a,b,c,d,C", "Next?,e,f,g,h,A"));

        assertThat(read.layout()).isEqualTo(Layout.MMLU);
        assertThat(read.questions())
                .extracting(Question::id, Question::subject, Question::text, Question::target)
                .containsExactly(
                        tuple("college_medicine:1", "college_medicine", "Which, of these?", "C"),
                        tuple("college_medicine:2", "college_medicine", "Next?", "A"));
        assertThat(read.questions().getFirst().options()).isEqualTo(Map.of("A", "a", "B", "b", "C", "c", "D", "d"));
    }

    @Test
    void ceval() throws IOException {
        Benchmark read = read(file("physician_val.csv", "id,question,A,B,C,D,answer", "0,问？,甲,乙,丙,丁,B"));

        assertThat(read.layout()).isEqualTo(Layout.CEVAL);
        assertThat(read.questions().getFirst().subject()).isEqualTo("physician");
        assertThat(read.questions().getFirst().target()).isEqualTo("B");
    }

    @Test
    void theKeysOfCevalsTestAreHidden() throws IOException {
        refused("field \"answer\" is missing", file("physician_test.csv", "id,question,A,B,C,D", "0,问？,甲,乙,丙,丁"));
    }

    @Test
    void cmmluHasAColumnOfNumbersWithoutAName() throws IOException {
        Benchmark read = read(file("anatomy.csv", ",Question,A,B,C,D,Answer", "0,问？,甲,乙,丙,丁,D"));

        assertThat(read.layout()).isEqualTo(Layout.CMMLU);
        assertThat(read.questions().getFirst().id()).isEqualTo("anatomy:0");
        assertThat(read.questions().getFirst().target()).isEqualTo("D");
    }

    @Test
    void aHeaderThatIsMissingIsNamedForEveryTable() throws IOException {
        refused("no header of a known layout", file("physician_val.csv", "0,问？,甲,乙,丙,丁,B"));
        refused("no header of a known layout", file("anatomy.csv", "0,问？,甲,乙,丙,丁,D", "1,问？,甲,乙,丙,丁,D"));
        refused("no header of a known layout", file("cmexam.csv", "问？,\"A 甲\nB 乙\",A,因为"));
        refused("no header of a known layout", file("mmlu_test.csv", "question,A,B,C,D,answer", "Which?,a,b,c,d,C"));
    }

    @Test
    void medqa() throws IOException {
        Benchmark read = read(
                file(
                        "dev.jsonl",
                        "{\"question\":\"Which?\",\"answer\":\"two\",\"options\":{\"A\":\"one\",\"B\":\"two\",\"E\":\"five\"},\"meta_info\":\"step1\",\"answer_idx\":\"B\"}"));

        assertThat(read.layout()).isEqualTo(Layout.MEDQA);
        assertThat(read.questions().getFirst().options().keySet()).containsExactly("A", "B", "E");
        assertThat(read.questions().getFirst().subject()).isEqualTo("step1");
    }

    @Test
    void medqaWhoseTwoKeysDifferIsRefused() throws IOException {
        refused(
                "field \"answer\" is \"one\", and option B",
                file(
                        "dev.jsonl",
                        "{\"question\":\"Which?\",\"answer\":\"one\",\"options\":{\"A\":\"one\",\"B\":\"two\"},\"answer_idx\":\"B\"}"));
    }

    @Test
    void medmcqaCountsOptionsFromOneWhereItSaysFour() throws IOException {
        Benchmark read = read(file("dev.json", MEDMCQA_ROW.formatted("a", 1) + MEDMCQA_ROW.formatted("b", 4)));

        assertThat(read.layout()).isEqualTo(Layout.MEDMCQA);
        assertThat(read.questions()).extracting(Question::target).containsExactly("A", "D");
        assertThat(read.questions()).noneMatch(Question::several);
    }

    @Test
    void medmcqaCountsOptionsFromZeroWhereItSaysZero() throws IOException {
        Benchmark read = read(file("validation.jsonl", MEDMCQA_ROW.formatted("a", 0) + MEDMCQA_ROW.formatted("b", 3)));

        assertThat(read.questions()).extracting(Question::target).containsExactly("A", "D");
    }

    @Test
    void medmcqaWhoseNumberingIsOpenOrMixedIsRefused() throws IOException {
        refused("never 0 and never 4", file("dev.json", MEDMCQA_ROW.formatted("a", 1) + MEDMCQA_ROW.formatted("b", 3)));
        refused("two numberings", file("dev.json", MEDMCQA_ROW.formatted("a", 0) + MEDMCQA_ROW.formatted("b", 4)));
        refused(
                "field \"cop\" is missing",
                file("test.json", MEDMCQA_ROW.formatted("a", 0) + MEDMCQA_ROW.formatted("b", -1)));
    }

    @Test
    void pubmedqaIsOneObjectAndItsTestAListOfLabels() throws IOException {
        Path all = file(
                "ori_pqal.json",
                "{\"7\":{\"QUESTION\":\"Does it?\",\"CONTEXTS\":[\"We asked.\",\"We"
                        + " saw.\"],\"final_decision\":\"maybe\"},\"8\":{\"QUESTION\":\"Is"
                        + " it?\",\"CONTEXTS\":[\"x\"],\"final_decision\":\"no\"}}");
        Path test = file("test_ground_truth.json", "{\"8\":\"no\"}");

        assertThat(read(all).questions()).extracting(Question::target).containsExactly("maybe", "no");
        assertThat(read(all).questions().getFirst().context()).isEqualTo("We asked.\nWe saw.");
        assertThat(read(all, test).questions()).extracting(Question::id).containsExactly("8");

        Path other = file("other.json", "{\"8\":\"yes\"}");
        assertThatThrownBy(() -> read(all, other)).hasMessageContaining("the file of labels says yes");
        Path foreign = file("foreign.json", "{\"9\":\"yes\"}");
        assertThatThrownBy(() -> read(all, foreign)).hasMessageContaining("belong to no question");
        refused("keys without questions", test);
    }

    @Test
    void cmbKeepsOptionsOfOneCharacterAndOptionsToF() throws IOException {
        Benchmark read = read(file(
                "CMB-val-merge.json",
                "["
                        + CMB_ROW.formatted(
                                "几个？", "\"A\":\"1\",\"B\":\"2\",\"C\":\"\",\"F\":\"六\"", "单项选择题", ",\"answer\":\"F\"")
                        + "]"));

        assertThat(read.layout()).isEqualTo(Layout.CMB);
        assertThat(read.questions().getFirst().options()).isEqualTo(Map.of("A", "1", "B", "2", "F", "六"));
        assertThat(read.questions().getFirst().target()).isEqualTo("F");
        assertThat(read.questions().getFirst().facts()).containsEntry("exam_type", "医师考试");
    }

    @Test
    void cmbReadsKeysOfSeveralLettersAsSetsAndTakesOneLetterToo() throws IOException {
        String options = "\"A\":\"甲\",\"B\":\"乙\",\"D\":\"丁\"";
        Path questions = file(
                "CMB-test-choice-question-merge.json",
                "[" + CMB_ROW.formatted("哪些？", options, "多项选择题", ",\"id\":1") + ","
                        + CMB_ROW.formatted("又？", options, "多项选择题", ",\"id\":\"2\"") + "]");
        Path keys =
                file("CMB-test-choice-answer.json", "[{\"id\":1,\"answer\":\"DAB\"},{\"id\":\"2\",\"answer\":\"B\"}]");

        Benchmark read = read(questions, keys);

        assertThat(read.questions()).extracting(Question::target).containsExactly("ABD", "B");
        assertThat(read.questions()).allMatch(Question::several);
        assertThat(read.questions()).extracting(Question::id).containsExactly("1", "2");
    }

    @Test
    void cmbOfOneAnswerTakesNoSecondLetter() throws IOException {
        refused(
                "expected one letter",
                file(
                        "CMB-val-merge.json",
                        "[" + CMB_ROW.formatted("哪个？", "\"A\":\"甲\",\"B\":\"乙\"", "单项选择题", ",\"answer\":\"AB\"")
                                + "]"));
    }

    @Test
    void cmexamHasItsOptionsInOneCell() throws IOException {
        Benchmark read = read(file(
                "test_with_annotations.csv",
                "Question,Options,Answer,Explanation,Disease Group,Clinical Department,Medical Discipline,Area of"
                        + " Competency,Difficulty level",
                "问？,\"A 甲\nB 1\nC 丙\n（续）\",AC,因为,,,内科学,,2"));

        assertThat(read.layout()).isEqualTo(Layout.CMEXAM);
        Question question = read.questions().getFirst();
        assertThat(question.options()).isEqualTo(Map.of("A", "甲", "B", "1", "C", "丙\n（续）"));
        assertThat(question.target()).isEqualTo("AC");
        assertThat(question.subject()).isEqualTo("内科学");
        assertThat(question.several()).isTrue();
    }

    @Test
    void aRowWithoutAKeyIsRefusedOrLeftOutAndCounted() throws IOException {
        Path file = file("test.csv", "Question,Options,Answer", "问？,\"A 甲\nB 乙\",A", "问二？,\"A 甲\nB 乙\",");

        refused("leave out questions without one (--leave-out-unkeyed)", file);
        refused("line 4", file);
        Benchmark read = Benchmark.read(List.of(file), true);
        assertThat(read.questions()).hasSize(1);
        assertThat(read.unkeyed()).isEqualTo(1);
        Path none = file("none.csv", "Question,Options,Answer", "问？,\"A 甲\nB 乙\",");
        assertThatThrownBy(() -> Benchmark.read(List.of(none), true)).hasMessageContaining("no question has a key");
    }

    @Test
    void anAnswerOutsideTheOptionsIsRefused() throws IOException {
        refused(
                "\"E\", and the options are A, B, C, D",
                file("anatomy.csv", ",Question,A,B,C,D,Answer", "0,问？,甲,乙,丙,丁,E"));
        refused("\"c\", and the options are", file("anatomy.csv", ",Question,A,B,C,D,Answer", "0,问？,甲,乙,丙,丁,c"));
    }

    @Test
    void twoFilesOfOneNameWouldCountTwiceForOneSubject() throws IOException {
        refused(
                "a file of this name is given already",
                file("one/anatomy_test.csv", "Which?,a,b,c,d,C"),
                file("two/anatomy_test.csv", "Other?,a,b,c,d,C"));
    }

    @Test
    void filesOfTwoBenchmarksAreRefused() throws IOException {
        refused(
                "in the layout cmmlu",
                file("anatomy_test.csv", "Which?,a,b,c,d,C"),
                file("virology.csv", ",Question,A,B,C,D,Answer", "0,问？,甲,乙,丙,丁,D"));
    }

    @Test
    void aFolderStandsForItsFilesByName() throws IOException {
        file("test/b_test.csv", "Which?,a,b,c,d,C");
        file("test/a_test.csv", "Which?,a,b,c,d,C");
        file("test/README.md", "not a benchmark");

        assertThat(read(folder.resolve("test")).questions())
                .extracting(Question::subject)
                .containsExactly("a", "b");
        assertThat(read(folder.resolve("test")).of(List.of("b")).questions()).hasSize(1);
    }

    @Test
    void anotherEncodingAndAnOpenQuoteAreNamed() throws IOException {
        Path foreign = Files.write(
                folder.resolve("anatomy.csv"),
                ",Question,A,B,C,D,Answer\n0,解剖学问题？,甲,乙,丙,丁,D\n".getBytes(Charset.forName("GB18030")));
        refused("expected UTF-8", foreign);
        refused("close every quote", file("virology.csv", ",Question,A,B,C,D,Answer", "0,\"问？,甲,乙,丙,丁,D"));
        refused("7 cells; expected 6", file("x_test.csv", "Which?,a,b,c,d,C", "Which, then?,a,b,c,d,C"));
        Path absent = folder.resolve("absent.csv");
        refused("does not exist", absent);
        Path marked = Files.write(
                folder.resolve("marked.csv"),
                "\uFEFF,Question,A,B,C,D,Answer\n0,问？,甲,乙,丙,丁,D\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read(marked).questions()).hasSize(1);
    }

    @Test
    void theSumChangesWithAKeyAndNotWithTheOrderOfItsLetters() throws IOException {
        String row = "[" + CMB_ROW.formatted("哪些？", "\"A\":\"甲\",\"B\":\"乙\"", "多项选择题", ",\"answer\":\"%s\"") + "]";

        String one = read(file("CMB-val-merge.json", row.formatted("AB"))).sha256();
        assertThat(read(file("CMB-val-merge.json", row.formatted("BA"))).sha256())
                .isEqualTo(one);
        assertThat(read(file("CMB-val-merge.json", row.formatted("A"))).sha256())
                .isNotEqualTo(one);
    }
}
