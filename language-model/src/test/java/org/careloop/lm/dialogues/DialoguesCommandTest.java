package org.careloop.lm.dialogues;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class DialoguesCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path data;

    private record Result(int exitCode, String out, String err) {}

    /** Seven dialogues of two turns, one of them without an id and one with a field that nobody knows, and one of one turn. */
    @BeforeEach
    void aModelAndDialogues() throws IOException {
        model = folder.resolve("model");
        TokenizerTraining.train(List.of("a b"), 262, 96, model);
        ModelConfig config = ModelConfig.llama(262, 16, 32, 2, 2, 1, 96).withSpecialIds(1, List.of(2), 0);
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(1))).write(model);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            rows.append(i == 3 ? "{" : "{\"id\": \"d%d\", ".formatted(i))
                    .append("""
                        "messages": [{"role": "user", "content": "q%d"}, {"role": "assistant", "content": "发热 %s"}, \
                        {"role": "user", "content": "and?"}, {"role": "assistant", "content": "%s"}], "note":  %d}
                        """.formatted(i, "a".repeat(i), "b".repeat(7 - i), i));
        }
        rows.append("{\"id\": \"one\", \"prompt\": [{\"role\": \"user\", \"content\": \"q\"}], \"response\": \"a\"}\n");
        data = Files.writeString(folder.resolve("data.jsonl"), rows);
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new DialoguesCommand());
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(Commands.run(command, arguments), out.toString(), err.toString());
    }

    private Result score(Path out, String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(
                new String[] {"score", "--model=" + model, "--data=" + data, "--out=" + out}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return run(arguments);
    }

    private Result filter(Path scores, Path out, String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(
                new String[] {"filter", "--data=" + data, "--scores=" + scores, "--out=" + out}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return run(arguments);
    }

    @Test
    void everyDialogueHasItsLineAndTheSpreadIsShown() throws IOException {
        Result result = score(folder.resolve("scores"));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
        assertThat(result.out()).contains("\"scored\":7", "\"unscored\":1");
        assertThat(result.err()).contains("7 dialogues with a score, 1 without", "quantiles  0.01:", "####");
        List<DialogueScore> scores = JsonLines.readAll(folder.resolve("scores/scores.jsonl"), DialogueScore.class);
        assertThat(scores)
                .extracting(DialogueScore::id)
                .containsExactly("d0", "d1", "d2", "line 4", "d4", "d5", "d6", "one");
        assertThat(scores.get(2).turns().getFirst().tokens()).isEqualTo(5 + 1);
        JsonNode report = Json.read(folder.resolve("scores/report.json"), JsonNode.class);
        assertThat(report.path("scores").path("scored").asInt()).isEqualTo(7);
        assertThat(report.path("settings").path("aggregate").asString()).isEqualTo("mean");
    }

    @Test
    void whatWasBrokenOffGoesOnAndEndsWithTheSameScores() throws IOException {
        score(folder.resolve("whole"));
        Path out = folder.resolve("broken");
        score(out);
        Path scores = out.resolve("scores.jsonl");
        String written = Files.readString(scores);
        int third = written.indexOf('\n', written.indexOf('\n') + 1) + 1;
        Files.writeString(scores, written.substring(0, third + 20));
        Files.delete(out.resolve("report.json"));

        assertThat(filter(out, folder.resolve("parts"), "--keep=low", "--share=0.5")
                        .err())
                .contains("no finished scores are there");
        Result again = score(out);

        assertThat(again.exitCode()).as(again.err()).isEqualTo(Commands.DONE);
        assertThat(JsonLines.readAll(scores, DialogueScore.class))
                .extracting(DialogueScore::id)
                .containsExactly("d0", "d1", "d2", "line 4", "d4", "d5", "d6", "one");
        assertThat(written).startsWith(Files.readString(scores).substring(0, third));
    }

    @Test
    void scoresOfSomethingElseAreNotGoneOnWith() {
        score(folder.resolve("scores"));
        Result other = score(folder.resolve("scores"), "--set=aggregate=minimum");

        assertThat(other.exitCode()).isEqualTo(Commands.BAD_INPUT);
        assertThat(other.err()).contains("scores of other dialogues, by another model or another aggregate are there");
    }

    @Test
    void aShareKeepsTheLowestAndEveryRowAsItWas() throws IOException {
        Path scores = folder.resolve("scores");
        score(scores);
        Result result = filter(scores, folder.resolve("parts"), "--keep=low", "--share=0.43");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
        assertThat(result.out()).contains("\"kept\":3", "\"removed\":4", "\"unscored\":1");
        List<DialogueScore> all = JsonLines.readAll(scores.resolve("scores.jsonl"), DialogueScore.class);
        double threshold = Json.read(folder.resolve("parts/report.json"), JsonNode.class)
                .path("threshold")
                .asDouble();
        List<String> rows = Files.readAllLines(data);
        List<String> kept = Files.readAllLines(folder.resolve("parts/kept.jsonl"));
        List<String> removed = Files.readAllLines(folder.resolve("parts/removed.jsonl"));
        for (int i = 0; i < 7; i++) {
            Double score = all.get(i).score();
            assertThat(score).isNotNull();
            assertThat(score <= threshold ? kept : removed).contains(rows.get(i));
        }
        assertThat(kept).hasSize(3);
        assertThat(Files.readAllLines(folder.resolve("parts/unscored.jsonl"))).containsExactly(rows.get(7));
    }

    @Test
    void aThresholdKeepsWhatLiesOnTheChosenSide() throws IOException {
        Path scores = folder.resolve("scores");
        score(scores);
        List<DialogueScore> all = JsonLines.readAll(scores.resolve("scores.jsonl"), DialogueScore.class);
        double third = all.stream()
                .filter(one -> one.score() != null)
                .mapToDouble(DialogueScore::score)
                .sorted()
                .toArray()[2];

        assertThat(filter(scores, folder.resolve("low"), "--keep=low", "--threshold=" + third)
                        .out())
                .contains("\"kept\":3", "\"removed\":4");
        assertThat(filter(scores, folder.resolve("high"), "--keep=high", "--threshold=" + third)
                        .out())
                .contains("\"kept\":5", "\"removed\":2");
    }

    @Test
    void neitherTheEndNorThePlaceOfTheCutHasADefault() {
        Path scores = folder.resolve("scores");
        score(scores);

        assertThat(filter(scores, folder.resolve("out"), "--share=0.5").err()).contains("--keep");
        assertThat(filter(scores, folder.resolve("out"), "--keep=low").err()).contains("--threshold", "--share");
        assertThat(filter(scores, folder.resolve("out"), "--keep=up", "--share=0.5")
                        .err())
                .contains("--keep: given up, expected low or high");
        assertThat(filter(scores, folder.resolve("out"), "--keep=low", "--share=1.5")
                        .err())
                .contains("--share: given 1.5, expected a number from 0 to 1");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void otherDialoguesThanThoseScoredAreRefused() throws IOException {
        Path scores = folder.resolve("scores");
        score(scores);
        Files.writeString(data, Files.readString(data).replace("q5", "q55"));
        Result result = filter(scores, folder.resolve("out"), "--keep=low", "--share=0.5");

        assertThat(result.exitCode()).isEqualTo(Commands.BAD_INPUT);
        assertThat(result.err())
                .contains(data + ": these are not the dialogues that the scores in " + scores + " are of");
    }

    @Test
    void anIdThatStandsTwiceIsNamedByBothLines() throws IOException {
        Files.writeString(data, Files.readString(data).replace("\"d5\"", "\"d1\""));
        Result result = score(folder.resolve("scores"));

        assertThat(result.exitCode()).isEqualTo(Commands.BAD_INPUT);
        assertThat(result.err())
                .contains(data + ", line 6: id \"d1\" stands already in line 2; give each dialogue an id of its own");
        assertThat(folder.resolve("scores")).doesNotExist();
    }
}
