package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The verdict as an engineer asks for it, on a data directory of its own. */
class VerdictCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theReportComesAsJsonAndAsAPageAndNothingIsWrittenWhereItIsRefused() throws IOException {
        Path rows = folder.resolve("rows.jsonl");
        Files.writeString(rows, """
                {"id":"1","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","models":["m1","m2"],"votes":[{"annotator":"r1","verdict":"B"}]}
                """);
        assertThat(tool("import", "--study", "Tried", "--create", "1", rows.toString()))
                .isEqualTo(Commands.DONE);

        Path json = folder.resolve("verdict.json");
        Path page = folder.resolve("verdict.html");
        String[] asked = {"--study", "Tried", "--out", json.toString(), "--html", page.toString(), "--locale", "zh"};
        assertThat(tool("verdict", asked)).isEqualTo(Commands.DONE);
        JsonNode report = Json.MAPPER.readTree(Files.readString(json));
        assertThat(report.path("candidate").asString()).isEqualTo("m2");
        assertThat(report.path("overall").path("good").asInt()).isEqualTo(1);
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>\n<html lang=\"zh-Hans\">")
                .contains("m2 对 m1");

        Path none = folder.resolve("none.html");
        assertThat(tool("verdict", "--study", "Tried", "--model", "m3", "--html", none.toString()))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(tool("verdict", "--study", "Tried", "--locale", "fr", "--html", none.toString()))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(none).doesNotExist();
    }

    @Test
    void aRewardModelsWordOnUnjudgedPromptsIsAddedOnlyWhenAskedForAndByName() throws IOException {
        StringBuilder rows = new StringBuilder();
        StringBuilder scores = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            boolean better = i % 4 != 0;
            rows.append(
                    "{\"id\":\"c%d\",\"prompt\":\"q%d\",\"a\":\"x\",\"b\":\"y\",\"models\":[\"m1\",\"m2\"],\"votes\":[%s]}%n"
                            .formatted(
                                    i,
                                    i,
                                    i < 20
                                            ? "{\"annotator\":\"r1\",\"verdict\":\"%s\"}".formatted(better ? "B" : "A")
                                            : ""));
            scores.append(
                    "{\"id\":\"c%d\",\"prompt\":[{\"role\":\"user\",\"content\":\"q%d\"}],\"response\":\"x\",\"score\":0}%n"
                            .formatted(i, i));
            scores.append(
                    "{\"id\":\"c%d\",\"prompt\":[{\"role\":\"user\",\"content\":\"q%d\"}],\"response\":\"y\",\"score\":%d}%n"
                            .formatted(i, i, better ? 2 : -2));
        }
        Path file = Files.writeString(folder.resolve("rows.jsonl"), rows);
        Path scored = Files.writeString(folder.resolve("scored.jsonl"), scores);
        assertThat(tool("import", "--study", "Tried", "--create", "1", file.toString()))
                .isEqualTo(Commands.DONE);

        Path json = folder.resolve("verdict.json");
        assertThat(tool("verdict", "--study", "Tried", "--scores", scored.toString(), "--out", json.toString()))
                .as("nobody says whose scores")
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(tool(
                        "verdict",
                        "--study",
                        "Tried",
                        "--scores",
                        scored.toString(),
                        "--scored-by",
                        "judge",
                        "--out",
                        json.toString()))
                .isEqualTo(Commands.DONE);
        JsonNode predicted = Json.MAPPER.readTree(Files.readString(json)).path("predicted");
        assertThat(predicted.path("judged").asInt()).isEqualTo(20);
        assertThat(predicted.path("others").asInt()).isEqualTo(20);
        assertThat(predicted.path("guided").isNull()).isTrue();
        // Votes and expectations agree on every prompt, and three quarters win in both halves: (15 - 5) / 20.
        assertThat(predicted.path("value").asDouble()).isCloseTo(.5, within(1e-9));
        assertThat(predicted.path("trust").asDouble()).isBetween(.4, 1.0);

        Path few = Files.writeString(folder.resolve("few.jsonl"), scores.substring(0, scores.indexOf("\n") + 1));
        assertThat(tool("verdict", "--study", "Tried", "--scores", few.toString(), "--scored-by", "judge"))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(tool("verdict", "--study", "Tried", "--out", json.toString()))
                .isEqualTo(Commands.DONE);
        assertThat(Json.MAPPER
                        .readTree(Files.readString(json))
                        .path("predicted")
                        .isNull())
                .isTrue();
    }

    private int tool(String command, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = command;
        all[1] = "--data";
        all[2] = folder.resolve("data").toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return DatabaseCommands.run(all);
    }
}
