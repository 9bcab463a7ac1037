package org.careloop.ppo.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.Json;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Prompts;
import org.junit.jupiter.api.Test;

/** Two models side by side, and on which terms. */
class ComparedEvaluationsTest extends EvaluateCase {
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
        Evaluation earlier = Json.read(result.resolve("before/evaluation.json"), Evaluation.class);
        assertThat(evaluation.change().earlier())
                .isEqualTo(new Change.Earlier(earlier.accuracy(), earlier.macro(), earlier.results()));
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
}
