package org.careloop.ppo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.careloop.run.MetricLog;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.worker.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real child processes. */
class WorkerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path runs;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void waitingRunsAreExecutedInTheOrderTheyWereAskedFor() throws Exception {
        RunDirectory later = submit("a-later", "m", 2, NOON.plusSeconds(9));
        RunDirectory first = submit("b-first", "m", 2, NOON);

        worker().workOff();

        assertThat(first.readStatus().orElseThrow().phase()).isEqualTo(Phase.DONE);
        assertThat(later.readStatus().orElseThrow().phase()).isEqualTo(Phase.DONE);
        assertThat(lines)
                .containsExactly(
                        "run b-first (sft): started",
                        "run b-first (sft): DONE at step 2 of 2",
                        "run a-later (sft): started",
                        "run a-later (sft): DONE at step 2 of 2");
    }

    @Test
    void aPriorityThatChangesWhileARunIsInWorkDecidesWhichIsNext() throws Exception {
        RunDirectory first = submit("first", "m", 100_000, NOON);
        submit("second", "m", 1, NOON.plusSeconds(1));
        RunDirectory third = submit("third", "m", 1, NOON.plusSeconds(2));
        CompletableFuture<Void> working = start(worker());
        awaitSteps(first, 1);

        Priority.HIGH.give(third);
        first.requestStop();
        working.join();

        assertThat(lines)
                .filteredOn(line -> line.endsWith("started"))
                .containsExactly("run first (sft): started", "run third (sft): started", "run second (sft): started");
    }

    @Test
    void aRunThatCannotBeDoneSaysWhyAndTheNextOneFollows() throws Exception {
        RunDirectory bad = submit("bad", "bad", 1, NOON);
        RunDirectory crash = submit("crash", "crash", 1, NOON.plusSeconds(1));
        RunDirectory good = submit("good", "m", 1, NOON.plusSeconds(2));

        worker().workOff();

        assertThat(bad.readStatus().orElseThrow().error()).contains("no config.json");
        assertThat(crash.readStatus().orElseThrow().phase()).isEqualTo(Phase.FAILED);
        assertThat(crash.readStatus().orElseThrow().error())
                .contains("ended with code 134")
                .contains("a native library fell over");
        assertThat(good.readStatus().orElseThrow().phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void aDirectoryThatCannotBeReadFailsItsRunByNameAndNoOther() throws Exception {
        RunDirectory zero = submit("zero", "m", 1, NOON);
        Files.writeString(zero.spec(), "\0\0\0");
        RunDirectory pathless = submit("pathless", "m\0", 1, NOON);
        RunDirectory folder = submit("folder", "m", 1, NOON);
        Files.delete(folder.spec());
        Files.createDirectory(folder.spec());
        RunDirectory mute = submit("mute", "m", 1, NOON);
        Files.delete(mute.status());
        Files.createDirectories(mute.status().resolve("full"));
        RunDirectory good = submit("good", "m", 1, NOON.plusSeconds(2));

        worker().workOff();

        assertThat(good.readStatus().orElseThrow().phase()).isEqualTo(Phase.DONE);
        for (RunDirectory bad : List.of(zero, pathless, folder)) {
            assertThat(bad.readStatus().orElseThrow().phase())
                    .as(bad.path().toString())
                    .isEqualTo(Phase.FAILED);
        }
        assertThat(zero.readStatus().orElseThrow().error()).contains("run.json");
        assertThat(pathless.readStatus().orElseThrow().error()).contains("Nul character");
        assertThat(folder.readStatus().orElseThrow().error())
                .contains("run.json")
                .contains("directory");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("run mute"))
                .hasSize(1)
                .allMatch(line -> line.contains("looked at again every minute") && line.contains("status.json"));
    }

    @Test
    void aRunWhoseProcessCannotBeStartedDoesNotTakeTheWorkerDown() throws Exception {
        RunDirectory bad = submit("bad", "m", 1, NOON);
        InstantSource clock = InstantSource.system();
        Worker worker = new Worker(
                new WaitingRuns(runs, clock, lines::add),
                directory -> {
                    throw new IOException("No space left on device");
                },
                clock,
                lines::add);

        worker.workOff();

        assertThat(bad.readStatus().orElseThrow().phase()).isEqualTo(Phase.FAILED);
        assertThat(bad.readStatus().orElseThrow().error()).contains("the disk is full");
    }

    @Test
    void aRunThatAnotherProcessHasIsLeftToIt() throws Exception {
        RunDirectory taken = submit("taken", "m", 1, NOON);
        try (RunClaim claim = taken.claim("somebody").orElseThrow()) {
            worker().workOff();
        }

        assertThat(lines).isEmpty();
        assertThat(taken.readStatus().orElseThrow().phase()).isEqualTo(Phase.QUEUED);
    }

    @Test
    void aWorkerThatEndsKeepsTheStateAndTheNextOneGoesOn() throws Exception {
        RunDirectory run = submit("long", "m", 100_000, NOON);
        Worker first = worker();
        CompletableFuture<Void> working = start(first);
        awaitSteps(run, 5);

        first.end();
        working.join();

        RunStatus kept = run.readStatus().orElseThrow();
        assertThat(kept.phase()).isEqualTo(Phase.QUEUED);
        assertThat(kept.step()).isGreaterThanOrEqualTo(5);

        CompletableFuture<Void> again = start(worker());
        awaitSteps(run, kept.step() + 3);
        run.requestStop();
        again.join();

        List<Long> steps =
                MetricLog.read(run.metrics()).stream().map(MetricLog.Line::step).toList();
        assertThat(steps).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan((int) kept.step());
        assertThat(run.readStatus().orElseThrow().phase()).isEqualTo(Phase.STOPPED);
    }

    private static CompletableFuture<Void> start(Worker worker) {
        return CompletableFuture.runAsync(() -> {
            try {
                worker.workOff();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Looks at the log of the other process until it is that long. */
    private static void awaitSteps(RunDirectory run, long steps) throws IOException {
        Instant deadline = Instant.now().plusSeconds(60);
        while (MetricLog.read(run.metrics()).size() < steps) {
            assertThat(Instant.now()).as("%d steps of %s", steps, run.path()).isBefore(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Worker worker() {
        InstantSource clock = InstantSource.system();
        return new Worker(
                new WaitingRuns(runs, clock, lines::add),
                directory -> TrainerProcess.execute(directory, Countdown.class.getName(), null),
                clock,
                lines::add);
    }

    private RunDirectory submit(String id, String model, int steps, Instant createdAt) throws IOException {
        RunDirectory directory = new RunDirectory(runs.resolve(id));
        directory.submit(
                new RunSpec(id, RunKind.SFT, createdAt, "test", model, null, Map.of("steps", steps), Map.of()),
                RunStatus.queued(createdAt));
        return directory;
    }
}
