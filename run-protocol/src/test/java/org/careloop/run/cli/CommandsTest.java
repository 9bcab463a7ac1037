package org.careloop.run.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "try")
    static final class Try implements Commands.Summarised {
        @Option(names = "--how", required = true)
        String how;

        @Option(names = "--since")
        Instant since;

        @Option(names = "--rows")
        int rows;

        @Override
        public Map<String, Object> call() {
            return switch (how) {
                case "well" -> Map.of("rows", 3);
                case "badly" -> throw new BadInput("rows.jsonl, line 7: not JSON");
                case "astray" -> throw new NullPointerException("org.careloop.run.Json is null");
                default -> throw new IllegalStateException("disk full");
            };
        }
    }

    @Test
    void aCommandThatIsDoneEndsStdoutWithItsSummary() {
        assertThat(run("--how", "well")).isZero();
        assertThat(out).hasToString("{\"rows\":3}" + System.lineSeparator());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void badInputEndsWithTwoAndSaysWhere() {
        assertThat(run("--how", "badly")).isEqualTo(2);
        assertThat(err.toString()).contains("careloop: rows.jsonl, line 7: not JSON");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFailureEndsWithOne() {
        assertThat(run("--how", "otherwise")).isEqualTo(1);
        assertThat(err.toString()).contains("careloop: failed: disk full");
    }

    @Test
    void anUnknownOptionIsBadInput() {
        assertThat(run("--hwo", "well")).isEqualTo(2);
        assertThat(err.toString()).contains("--how");
    }

    @Test
    void anErrorOfTheProgramIsSaidWithoutItsNames() {
        assertThat(run("--how", "astray")).isEqualTo(1);
        assertThat(err.toString())
                .contains("careloop: failed: an error inside CareLoop")
                .doesNotContain("org.");
    }

    @Test
    void aMistypedOptionIsGivenTheNearOne() {
        assertThat(run("--how", "well", "--sinse", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown options: '--sinse'", "Possible solutions: --since");
    }

    @Test
    void aValueThatDoesNotFitIsRefusedInWords() {
        assertThat(run("--how", "well", "--since", "yesterday")).isEqualTo(2);
        assertThat(err.toString())
                .contains("option '--since': 'yesterday' was given; expected a moment such as 2026-01-31T08:00:00Z")
                .doesNotContain("java.");
        assertThat(run("--how", "well", "--rows", "many")).isEqualTo(2);
        assertThat(err.toString()).contains("option '--rows': 'many' was given; expected a whole number");
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new Try());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return Commands.run(line, arguments);
    }
}
