package org.careloop.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSignsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path runs;

    private void given(String who, Instant at) throws IOException {
        new WorkerSigns(runs).give(who, NOON, 16_000_000_000L);
        Files.setLastModifiedTime(runs.resolve("workers").resolve(who), FileTime.from(at));
    }

    @Test
    void whoGaveASignInTheLastTwentySecondsIsAlive() throws IOException {
        WorkerSigns signs = new WorkerSigns(runs);
        assertThat(signs.alive(NOON)).isEmpty();

        given("here", NOON.minusSeconds(19));
        given("killed", NOON.minusSeconds(21));
        given("ended", NOON);
        signs.takeBack("ended");
        assertThat(signs.alive(NOON)).containsExactly("here");
    }

    @Test
    void theMachineWithTheLeastMemoryIsKnownFromWorkersThatSayTheirs() throws IOException {
        WorkerSigns signs = new WorkerSigns(runs);
        assertThat(signs.leastMemory(NOON)).isEmpty();
        given("older", NOON);
        Files.writeString(runs.resolve("workers/older"), NOON.toString());
        Files.setLastModifiedTime(runs.resolve("workers/older"), FileTime.from(NOON));
        assertThat(signs.leastMemory(NOON)).isEmpty();
        given("here", NOON);
        signs.give("small", NOON, 8_000_000_000L);
        Files.setLastModifiedTime(runs.resolve("workers/small"), FileTime.from(NOON.minusSeconds(60)));
        assertThat(signs.leastMemory(NOON)).hasValue(16_000_000_000L);
        Files.setLastModifiedTime(runs.resolve("workers/small"), FileTime.from(NOON));
        assertThat(signs.leastMemory(NOON)).hasValue(8_000_000_000L);
    }

    @Test
    void whatNobodyHasRenewedForADayIsTakenAway() throws IOException {
        given("killed", NOON.minusSeconds(90_000));
        new WorkerSigns(runs).give("here", NOON, 16_000_000_000L);
        assertThat(runs.resolve("workers/killed")).doesNotExist();
        assertThat(runs.resolve("workers/here")).exists();
    }
}
