package org.careloop.ppo.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.cli.Commands;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Prompts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person gives it, with models of a few kilobytes. */
class EvaluateCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path first;
    private Path second;
    private Path test;
    private Path dev;

    @BeforeEach
    void models() throws IOException {
        first = model("first", 3);
        second = model("second", 4);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            rows.append("Question %d?,a%d,b%d,c%d,d%d,%c\n".formatted(i, i, i, i, i, 'A' + i % 4));
        }
        test = file("test/anatomy_test.csv", rows.toString());
        dev = file("dev/anatomy_dev.csv", "Example one?,a,b,c,d,B\nExample two?,a,b,c,d,C\n");
    }

    private Path model(String name, long seed) throws IOException {
        Path directory = folder.resolve(name);
        Tokenizer tokenizer = TokenizerTraining.train(List.of("a b"), 262, 64, directory);
        int end = tokenizer.eos().orElseThrow();
        ModelConfig config = ModelConfig.llama(262, 16, 32, 2, 2, 1, 320)
                .withSpecialIds(tokenizer.bos().orElseThrow(), List.of(end), end);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(seed)))
                .tokenizerFrom(directory)
                .write(directory);
        return directory;
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commands = new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        List<String> words = new ArrayList<>();
        for (Object each : arguments) {
            words.add(each.toString());
        }
        return Commands.run(commands, words.toArray(String[]::new));
    }

    private List<Answered> answers(String result) throws IOException {
        return JsonLines.readAll(folder.resolve(result).resolve("answers.jsonl"), Answered.class);
    }

    private void refused(String said, Object... arguments) {
        assertThat(run(arguments)).as(err.toString()).isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString()).contains("careloop: ").contains(said);
    }

    @Test
    void theLikeliestOptionIsTheAnswer() throws IOException {
        Path result = folder.resolve("result");

        assertThat(run("--model", first, "--benchmark", test, "--out", result))
                .as(err.toString())
                .isZero();

        List<Answered> answers = answers("result");
        assertThat(answers).hasSize(12).allSatisfy(each -> {
            Map<String, Double> all = each.likelihoods();
            assertThat(all).containsOnlyKeys("A", "B", "C", "D");
            assertThat(all.get(each.answer()))
                    .isEqualTo(all.values().stream().max(Double::compare).orElseThrow());
            assertThat(each.accurate()).isEqualTo(each.answer().equals(each.target()) ? 1 : 0);
        });
        Evaluation evaluation = Json.read(result.resolve("evaluation.json"), Evaluation.class);
        assertThat(evaluation.accuracy().value())
                .isCloseTo(
                        answers.stream().mapToInt(Answered::accurate).average().orElseThrow(), within(1e-12));
        assertThat(Files.readString(result.resolve("evaluation.json"))).contains("\"acc,none\"", "\"acc_stderr,none\"");
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).contains("\"name\":\"" + evaluation.name() + "\"");
        assertThat(err.toString()).contains(evaluation.name(), "all ");
    }

    /** The same command after a kill: what is answered stays, a line that was cut goes, the rest is asked. */
    @Test
    void goesOnWithWhatIsUnanswered() throws IOException {
        Path result = folder.resolve("result");
        run("--model", first, "--benchmark", test, "--out", result);
        List<Answered> whole = answers("result");
        List<String> lines = Files.readAllLines(result.resolve("answers.jsonl"));
        Files.delete(result.resolve("evaluation.json"));
        Files.writeString(
                result.resolve("answers.jsonl"),
                String.join("\n", lines.subList(0, 5)) + "\n" + lines.get(5).substring(0, 20));

        assertThat(run("--model", first, "--benchmark", test, "--out", result))
                .as(err.toString())
                .isZero();

        assertThat(Files.readAllLines(result.resolve("answers.jsonl")).subList(0, 5))
                .isEqualTo(lines.subList(0, 5));
        assertThat(answers("result"))
                .extracting(Answered::id)
                .containsExactlyInAnyOrderElementsOf(
                        whole.stream().map(Answered::id).toList());
        refused("another evaluation is there", "--model", second, "--benchmark", test, "--out", result);
    }

    @Test
    void twoModelsAreComparedOnTheSameQuestions() throws IOException {
        Path result = folder.resolve("result");

        int code = run("--model", second, "--before", first, "--benchmark", test, "--out", result);

        assertThat(code).as(err.toString()).isZero();
        Evaluation evaluation = Json.read(result.resolve("evaluation.json"), Evaluation.class);
        List<Answered> now = answers("result");
        List<Answered> old = answers("result/before");
        assertThat(evaluation.change().difference())
                .isCloseTo(
                        now.stream().mapToInt(Answered::accurate).average().orElseThrow()
                                - old.stream()
                                        .mapToInt(Answered::accurate)
                                        .average()
                                        .orElseThrow(),
                        within(1e-12));
        assertThat(out.toString()).contains("\"mcnemar\":", "\"difference_low\":");
        assertThat(err.toString()).contains("McNemar p = ");

        Path again = folder.resolve("again");
        assertThat(run("--model", second, "--before", result.resolve("before"), "--benchmark", test, "--out", again))
                .as(err.toString())
                .isZero();
        assertThat(Json.read(again.resolve("evaluation.json"), Evaluation.class)
                        .change()
                        .difference())
                .isEqualTo(evaluation.change().difference());
    }

    @Test
    void aResultOnOtherTermsIsNeverComparedWith() throws IOException {
        Path result = folder.resolve("result");
        run("--model", first, "--benchmark", test, "--out", result);
        String own = new String(
                Prompts.class.getResourceAsStream("prompts/mmlu.json").readAllBytes(), StandardCharsets.UTF_8);
        Path words = file("own.json", own.replace("Answer:", "The answer:"));

        refused(
                "the two do not compare: prompts (mmlu@1 ",
                "--model",
                first,
                "--before",
                result,
                "--benchmark",
                test,
                "--prompts",
                words,
                "--out",
                folder.resolve("o"));
        refused(
                "shots (0, 2)",
                "--model",
                first,
                "--before",
                result,
                "--benchmark",
                test,
                "--examples",
                dev,
                "--set",
                "shots=2",
                "--out",
                folder.resolve("o"));
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void examplesThatDoNotFitAreLeftOutAndCounted() throws IOException {
        assertThat(run(
                        "--model",
                        first,
                        "--benchmark",
                        test,
                        "--examples",
                        dev,
                        "--set",
                        "shots=2",
                        "--out",
                        folder.resolve("two")))
                .as(err.toString())
                .isZero();
        assertThat(answers("two")).allMatch(each -> each.shots() == 2);
        Path longer = file("test/anatomy_test.csv", "%s?,a,b,c,d,A\nShort?,a,b,c,d,A\n".formatted("Long ".repeat(28)));

        assertThat(run(
                        "--model",
                        first,
                        "--benchmark",
                        longer,
                        "--examples",
                        dev,
                        "--set",
                        "shots=2",
                        "--out",
                        folder.resolve("cut")))
                .as(err.toString())
                .isZero();

        assertThat(answers("cut"))
                .extracting(Answered::id, Answered::shots)
                .containsExactlyInAnyOrder(tuple("anatomy:1", 1), tuple("anatomy:2", 2));
        assertThat(err.toString()).contains("1 questions with fewer examples");
        Path tooLong = file("test/anatomy_test.csv", "%s?,a,b,c,d,A\n".formatted("Long ".repeat(80)));
        refused("question \"anatomy:1\" has", "--model", first, "--benchmark", tooLong, "--out", folder.resolve("no"));
    }

    @Test
    void setsOfOptionsAreWeighedWhereSeveralMayBeRight() throws IOException {
        Path exam = file("exam.csv", "Question,Options,Answer\nWhich?,\"A a\nB b\nC c\",CA\n");

        assertThat(run("--model", first, "--benchmark", exam, "--out", folder.resolve("result")))
                .as(err.toString())
                .isZero();

        Answered only = answers("result").getFirst();
        assertThat(only.likelihoods()).containsOnlyKeys("A", "B", "C", "AB", "AC", "BC", "ABC");
        assertThat(only.target()).isEqualTo("AC");
    }

    /** Bytes drawn by random weights name no option: that is wrong, and no letter is assumed. */
    @Test
    void whatTheRulesDoNotFindIsWrongAndCounted() throws IOException {
        int code = run(
                "--model",
                first,
                "--benchmark",
                test,
                "--written",
                "--set",
                "maxNewTokens=8",
                "--out",
                folder.resolve("result"));

        assertThat(code).as(err.toString()).isZero();
        Evaluation evaluation = Json.read(folder.resolve("result/evaluation.json"), Evaluation.class);
        List<Answered> answers = answers("result");
        long without = answers.stream().filter(each -> each.answer() == null).count();
        assertThat(without).isPositive();
        assertThat(evaluation.unextracted()).isEqualTo((int) without);
        assertThat(answers).filteredOn(each -> each.answer() == null).allMatch(each -> each.accurate() == 0);
        assertThat(answers).allMatch(each -> each.written() != null && each.likelihoods() == null);
        assertThat(evaluation.name()).contains("/generation/");
    }

    @Test
    void badInputIsNamedBeforeAnythingIsMade() throws IOException {
        Path result = folder.resolve("o");
        refused(
                "nothing to take examples from",
                "--model",
                first,
                "--benchmark",
                test,
                "--set",
                "shots=2",
                "--out",
                result);
        refused(
                "2 questions of \"anatomy\" can be examples",
                "--model",
                first,
                "--benchmark",
                test,
                "--examples",
                dev,
                "--set",
                "shots=3",
                "--out",
                result);
        refused("shots is 0", "--model", first, "--benchmark", test, "--examples", dev, "--out", result);
        refused(
                "0 questions of \"anatomy\" can be examples",
                "--model",
                first,
                "--benchmark",
                test,
                "--examples",
                test,
                "--set",
                "shots=1",
                "--out",
                result);
        refused(
                "names clinical_knowledge",
                "--model",
                first,
                "--benchmark",
                test,
                "--subjects",
                "mmlu-med",
                "--out",
                result);
        refused("are for ceval", "--model", first, "--benchmark", test, "--prompts", "ceval", "--out", result);
        refused(
                "the directory does not exist",
                "--model",
                folder.resolve("none"),
                "--benchmark",
                test,
                "--out",
                result);
        assertThat(result).doesNotExist();
        file("taken/other.txt", "x");
        refused("holds other files", "--model", first, "--benchmark", test, "--out", folder.resolve("taken"));
    }
}
