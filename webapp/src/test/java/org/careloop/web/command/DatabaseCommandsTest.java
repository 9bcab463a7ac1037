package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a data directory of their own, as a person starts them. */
class DatabaseCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsImportedByCommandIsExportedByCommandAndTheTrailHolds() throws IOException {
        Path rows = folder.resolve("rows.jsonl");
        Files.writeString(rows, """
                {"id":"1","prompt":[{"role":"user","content":"q"}],"a":"x","b":"y","votes":[{"annotator":"r1","verdict":"A"}]}
                {"id":"2","prompt":[{"role":"user","content":"p"}],"a":"x","b":"y","responses":["x","y","z"]}
                """);
        assertThat(tool("import", "--study", "Tried", "--create", "2", rows.toString()))
                .isEqualTo(Commands.DONE);

        Path out = folder.resolve("out.jsonl");
        assertThat(tool("export", "--study", "Tried", "--format", "comparisons", "--out", out.toString()))
                .isEqualTo(Commands.DONE);
        assertThat(Files.readAllLines(out)).hasSize(2).first().asString().contains("\"verdict\":\"A\"");
        assertThat(Files.readString(out)).contains("\"responses\":[\"x\",\"y\",\"z\"]");

        assertThat(tool("audit")).isEqualTo(Commands.DONE);
        assertThat(tool("import", "--study", "Tried", rows.toString())).isEqualTo(Commands.BAD_INPUT);
    }

    @Test
    void aCheckImportsNothingAndRowsAreLeftOutOnlyWhenAskedFor() throws IOException {
        Path rows = folder.resolve("odd.jsonl");
        Files.writeString(rows, """
                {"prompt":"q","chosen":"x","rejected":"y"}
                {"prompt":"p","chosen":"x","rejected":"x"}
                """);
        Path left = folder.resolve("left.jsonl");
        assertThat(tool("import", "--study", "Odd", "--create", "1", "--check", rows.toString()))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(tool("import", "--study", "Odd", rows.toString()))
                .as("the check made no study")
                .isEqualTo(Commands.BAD_INPUT);
        String[] leaveOut = {
            "--study", "Odd", "--create", "1", "--leave-out", "--left-out", left.toString(), rows.toString()
        };
        assertThat(tool("import", leaveOut)).isEqualTo(Commands.DONE);
        assertThat(Files.readAllLines(left)).hasSize(1).first().asString().contains("\"line\":2");
        Files.writeString(rows, "{\"prompt\":\"other\",\"chosen\":\"x\",\"rejected\":\"y\",\"id\":\"o\"}");
        assertThat(tool("import", "--study", "Odd", "--check", rows.toString())).isEqualTo(Commands.DONE);
    }

    @Test
    void aPasswordIsGivenToNobodyWhoHasNoAccount() {
        assertThat(tool("password", "--login", "admin")).isEqualTo(Commands.BAD_INPUT);
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
