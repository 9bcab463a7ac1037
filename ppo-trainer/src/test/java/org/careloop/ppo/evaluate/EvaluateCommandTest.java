package org.careloop.ppo.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Evaluation;
import org.junit.jupiter.api.Test;

/** The command as a person gives it. */
class EvaluateCommandTest extends EvaluateCase {
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
