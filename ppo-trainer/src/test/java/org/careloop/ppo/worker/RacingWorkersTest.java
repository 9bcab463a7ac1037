package org.careloop.ppo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.careloop.run.MetricLog;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are processes of their own, on one folder. */
class RacingWorkersTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RUNS = 6;

    @TempDir
    Path runs;

    /** Works a folder off, as the command does that waits for more. */
    static final class WorkOff {
        private WorkOff() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            InstantSource clock = InstantSource.system();
            new Worker(
                            new WaitingRuns(Path.of(arguments[0]), clock, System.out::println),
                            directory -> TrainerProcess.execute(directory, Countdown.class.getName(), null),
                            clock,
                            System.out::println)
                    .workOff();
        }
    }

    @Test
    void eachRunIsDoneOnceByOneOfTwoWorkers() throws Exception {
        for (int number = 0; number < RUNS; number++) {
            submit("run-" + number, 1 + number % 3, NOON.plusSeconds(number));
        }
        List<Process> workers = List.of(worker(), worker());
        List<String> said = new ArrayList<>();
        for (Process worker : workers) {
            said.add(new String(worker.getInputStream().readAllBytes()));
            assertThat(worker.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(worker.exitValue()).as(said.getLast()).isZero();
        }

        for (int number = 0; number < RUNS; number++) {
            RunDirectory run = new RunDirectory(runs.resolve("run-" + number));
            assertThat(run.readStatus().orElseThrow().phase())
                    .as(said.toString())
                    .isEqualTo(Phase.DONE);
            assertThat(Files.readAllLines(run.path().resolve("loaded")))
                    .as("who executed run %d: %s", number, said)
                    .hasSize(1);
            assertThat(MetricLog.read(run.metrics()))
                    .extracting(MetricLog.Line::step)
                    .hasSize(1 + number % 3)
                    .doesNotHaveDuplicates();
        }
    }

    /** Two workers chose the same run; the second comes when the first is done with it. */
    @Test
    void aTrainerThatComesTooLateLeavesTheRunAsItIs() throws Exception {
        RunDirectory run = submit("late", 2, NOON);
        assertThat(TrainerProcess.execute(run, Countdown.class.getName(), null).await())
                .isZero();
        RunStatus done = run.readStatus().orElseThrow();

        assertThat(TrainerProcess.execute(run, Countdown.class.getName(), null).await())
                .isZero();

        assertThat(run.readStatus()).contains(done);
        assertThat(Files.readAllLines(run.path().resolve("loaded"))).hasSize(1);
    }

    @Test
    void aTrainerThatFindsTheRunTakenLeavesItToTheOther() throws Exception {
        RunDirectory run = submit("taken", 2, NOON);
        RunStatus waiting = run.readStatus().orElseThrow();
        try (RunClaim claim = run.claim("another worker").orElseThrow()) {
            assertThat(TrainerProcess.execute(run, Countdown.class.getName(), null)
                            .await())
                    .isZero();
        }

        assertThat(run.readStatus()).contains(waiting);
        assertThat(run.path().resolve("loaded")).doesNotExist();
    }

    private Process worker() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkOff.class.getName(),
                        runs.toString())
                .redirectErrorStream(true)
                .start();
    }

    private RunDirectory submit(String id, int steps, Instant createdAt) throws IOException {
        RunDirectory directory = new RunDirectory(runs.resolve(id));
        directory.submit(
                new RunSpec(id, RunKind.SFT, createdAt, "test", "m", null, Map.of("steps", steps), Map.of()),
                RunStatus.queued(createdAt));
        return directory;
    }
}
