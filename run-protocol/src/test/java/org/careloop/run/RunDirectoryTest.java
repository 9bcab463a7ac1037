package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.careloop.run.RunStatus.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private RunDirectory directory;

    @BeforeEach
    void submit() throws IOException {
        directory = new RunDirectory(folder.resolve("r1"));
        RunSpec spec = new RunSpec(
                "r1", RunKind.PPO, NOON, "ml-engineer", "m", "r", Map.of("iterations", 20), Map.of("study", "S"));
        directory.submit(spec, RunStatus.queued(NOON));
    }

    @Test
    void aLockFileThatCannotBeOpenedDoesNotStayMarkedAsLocked() throws IOException {
        Path inTheWay = Files.createDirectory(directory.path().resolve("worker.lock"));
        assertThatThrownBy(() -> directory.isClaimed()).isInstanceOf(IOException.class);
        Files.delete(inTheWay);
        try (RunClaim claim = directory.claim("host-a 17").orElseThrow()) {
            assertThat(directory.claimedBy()).contains("host-a 17");
        }
    }

    @Test
    void whatWasSubmittedIsReadBack() throws IOException {
        RunSpec spec = directory.readSpec();

        assertThat(spec.kind()).isEqualTo(RunKind.PPO);
        assertThat(spec.settings()).containsEntry("iterations", 20);
        assertThat(spec.lineage()).containsEntry("study", "S");
        assertThat(directory.readStatus()).contains(RunStatus.queued(NOON));
    }

    @Test
    void aReaderSeesWholeStatusesOnlyWhileTheyAreReplaced() throws IOException {
        String longError = "x".repeat(100_000);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int reads = 0;
            while (!done.get()) {
                try {
                    assertThat(directory.readStatus()).isPresent();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                reads++;
            }
            return reads;
        });
        for (int step = 0; step < 200; step++) {
            String error = step % 2 == 0 ? longError : null;
            directory.writeStatus(new RunStatus(Phase.TRAINING, step, 200, null, null, Phrase.verbatim(error), NOON));
        }
        done.set(true);

        assertThat(reader.join()).isPositive();
    }

    @Test
    void oneProcessOfTwoGetsARunUntilItGivesItUp() throws IOException {
        try (RunClaim claim = directory.claim("host-a 17").orElseThrow()) {
            assertThat(directory.isClaimed()).isTrue();
            assertThat(directory.claim("host-b 4")).isEmpty();
            assertThat(directory.claimedBy()).contains("host-a 17");
        }

        assertThat(directory.isClaimed()).isFalse();
        try (RunClaim claim = directory.claim("host-b 4").orElseThrow()) {
            assertThat(directory.claimedBy()).contains("host-b 4");
        }
    }

    @Test
    void aStopRequestLastsUntilItIsCleared() throws IOException {
        assertThat(directory.isStopRequested()).isFalse();
        directory.requestStop();
        assertThat(directory.isStopRequested()).isTrue();
        directory.clearStop();
        assertThat(directory.isStopRequested()).isFalse();
    }
}
