package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Response;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class RewardCommandsTest {
    @TempDir
    Path folder;

    private Path comparisons;
    private Path out;
    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void data() throws IOException {
        comparisons = folder.resolve("comparisons.jsonl");
        out = folder.resolve("out");
        JsonLines.write(comparisons, Runs.thankful(6));
    }

    @Test
    void trainsAModelAndScoresWithIt() throws IOException {
        assertThat(reward("--set", "epochs=1", "--set", "batchPairs=9")).isEqualTo(Commands.DONE);
        JsonNode summary = lastLine();
        assertThat(summary.path("phase").asString()).isEqualTo("DONE");
        assertThat(Path.of(summary.path("model").asString())).isEqualTo(out.resolve("model"));

        List<Response> rows = new ArrayList<>();
        for (Comparison row : Runs.thankful(2)) {
            rows.add(new Response(row.id(), row.prompt(), row.a()));
        }
        Path responses = folder.resolve("responses.jsonl");
        Path scored = folder.resolve("scored.jsonl");
        JsonLines.write(responses, rows);
        assertThat(run("score", "--reward", out, "--responses", responses, "--out", scored))
                .isEqualTo(Commands.DONE);
        assertThat(lastLine().path("responses").asInt()).isEqualTo(6);
        List<Response> back = JsonLines.readAll(scored, Response.class);
        assertThat(back).extracting(Response::id).containsExactly("0-1", "0-2", "0-3", "1-1", "1-2", "1-3");
        assertThat(back).allMatch(row -> row.score() != null && Double.isFinite(row.score()));

        stdout.getBuffer().setLength(0);
        assertThat(run("score", "--reward", out, "--responses", responses)).isEqualTo(Commands.DONE);
        List<String> lines = stdout.toString().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(Json.MAPPER.readValue(lines.getFirst(), Response.class)).isEqualTo(back.getFirst());

        Path pairs = Files.writeString(
                folder.resolve("pairs.jsonl"),
                "{\"id\":\"c1\",\"prompt\":\"A cough?\",\"a\":\"Rest.\",\"b\":\"Run.\"}\n");
        assertThat(run("score", "--reward", out, "--comparisons", pairs, "--out", scored))
                .isEqualTo(Commands.DONE);
        assertThat(JsonLines.readAll(scored, Response.class))
                .extracting(Response::id, Response::response)
                .containsExactly(tuple("c1", "Rest."), tuple("c1", "Run."));

        assertThat(reward("--set", "epochs=1", "--set", "batchPairs=9")).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("this run is done");
    }

    @Test
    void anUnknownVerdictNamesFileLineAndField() throws IOException {
        Files.writeString(
                comparisons, Files.readString(comparisons).replaceFirst("\"verdict\":\"B\"", "\"verdict\":\"C\""));
        assertThat(reward()).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString())
                .contains("comparisons.jsonl, line 2")
                .contains("verdict \"C\" is not known; expected one of [A, SAME, B, BOTH_BAD]");
        assertThat(out).doesNotExist();
    }

    @Test
    void votesOnOnePromptAreTooFewToHoldSomeOut() throws IOException {
        List<Comparison> one = Runs.thankful(6).stream()
                .filter(row -> row.prompt().equals(Runs.thankful(1).getFirst().prompt()))
                .toList();
        JsonLines.write(comparisons, one);
        assertThat(reward()).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString())
                .contains(
                        "comparisons.jsonl: only one prompt has a vote that prefers a response; expected two or more");
        assertThat(out).doesNotExist();
        assertThat(reward("--set", "evaluationShare=0", "--set", "epochs=1")).isEqualTo(Commands.DONE);
    }

    @Test
    void tiesThatAreLeftBesideAnEvaluationFileAreNothingToLearnFrom() throws IOException {
        List<Comparison> rows = Runs.thankful(2);
        JsonLines.write(comparisons, List.of(rows.get(0), rows.get(5)));
        Path evaluation = folder.resolve("eval.jsonl");
        JsonLines.write(evaluation, rows.subList(0, 1));
        assertThat(reward("--eval", evaluation)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString())
                .contains(
                        "comparisons.jsonl: every prompt that has a vote that prefers a response is also in the evaluation file");
        assertThat(out).doesNotExist();

        JsonLines.write(evaluation, rows.subList(5, 6));
        assertThat(reward("--eval", evaluation)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("eval.jsonl: none of the votes prefers a response");
    }

    @Test
    void aBrokenLineInTheMiddleIsNamedAndNothingIsMade() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(comparisons));
        lines.set(9, lines.get(9).substring(0, 40));
        Files.write(comparisons, lines);
        assertThat(reward()).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("comparisons.jsonl, line 10");
        assertThat(out).doesNotExist();
    }

    @Test
    void aBrokenEvaluationFileIsFoundBeforeAnythingIsMade() throws IOException {
        Path evaluation = Files.writeString(folder.resolve("eval.jsonl"), "{\"id\":\"1\"}\n");
        assertThat(reward("--eval", evaluation)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("eval.jsonl, line 1").contains("field \"prompt\" is missing");
        assertThat(out).doesNotExist();
    }

    @Test
    void aModelWithoutTokenizerIsRefused() throws IOException {
        Path model = Files.createDirectories(folder.resolve("bare"));
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(SharedData.stories().resolve(file), model.resolve(file));
        }
        assertThat(run("reward", "--model", model, "--comparisons", comparisons, "--out", out))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("bare").contains("no tokenizer.json");
        assertThat(out).doesNotExist();
    }

    @Test
    void anUnknownSettingIsRefusedWithTheKnownOnes() {
        assertThat(reward("--set", "learnRate=1")).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("learnRate").contains("learningRate");
        assertThat(reward("--set", "warmUp=2")).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("setting \"warmUp\" is 2; expected a number, from 0 to below 1");
        assertThat(out).doesNotExist();
    }

    @Test
    void scoringWithoutARewardModelSaysWhatIsMissing() throws IOException {
        Path responses = folder.resolve("responses.jsonl");
        JsonLines.write(
                responses, List.of(new Response("1", Runs.thankful(1).getFirst().prompt(), "He ran")));
        assertThat(run("score", "--reward", SharedData.stories(), "--responses", responses))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("no careloop.json");
    }

    private int reward(Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("reward", "--model", SharedData.stories(), "--comparisons", comparisons, "--out", out));
        arguments.addAll(List.of(more));
        return run(arguments.toArray());
    }

    private int run(Object... arguments) {
        CommandLine commands = new CommandLine(new Root())
                .addSubcommand(new RewardCommand())
                .addSubcommand(new ScoreCommand())
                .setOut(new PrintWriter(stdout))
                .setErr(new PrintWriter(stderr));
        return Commands.run(
                commands, List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    }

    private JsonNode lastLine() {
        return Json.MAPPER.readTree(stdout.toString().lines().toList().getLast());
    }

    @CommandLine.Command(name = "careloop")
    private static final class Root {}
}
