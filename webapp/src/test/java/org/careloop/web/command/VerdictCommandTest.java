package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;

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

    private int tool(String command, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = command;
        all[1] = "--data";
        all[2] = folder.resolve("data").toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return DatabaseCommands.run(all);
    }
}
