package org.careloop.run.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final Progress progress = Progress.plain(
            new PrintStream(terminal, true, StandardCharsets.UTF_8), InstantSource.fixed(Instant.EPOCH), "ppo");

    @Test
    void theLastLineIsSaidOnceHoweverOftenItIsAskedFor() {
        progress.at(3, 3, "saving");
        progress.at(3, 3, "saving");
        progress.at(3, 3, "done");
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("ppo 3/3  saving\nppo 3/3  done\n");
    }
}
