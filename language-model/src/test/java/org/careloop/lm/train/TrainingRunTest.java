package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.cli.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final RunSpec SPEC =
            new RunSpec("r1", RunKind.SFT, NOON, "command line", "model", null, Map.of(), Map.of());

    @TempDir
    Path folder;

    private RunDirectory directory;
    private final Clock clock = new Clock();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private boolean processEnds;

    @BeforeEach
    void submit() throws IOException {
        directory = new RunDirectory(folder.resolve("r1"));
        directory.submit(SPEC, RunStatus.queued(NOON));
    }

    @Test
    void aFinishedRunLeavesModelMetricsLogAndItsLastTwoStates() throws IOException {
        TrainingRun.Outcome outcome = run(new Adder(7));

        assertThat(outcome.status().phase()).isEqualTo(Phase.DONE);
        assertThat(outcome.metrics()).containsEntry("sum", 28.0).containsEntry("time/step", 2.0);
        assertThat(directory.readStatus()).contains(outcome.status());
        assertThat(outcome.status().device()).isEqualTo("an abacus");
        assertThat(directory.model().resolve("sum")).hasContent("28");
        assertThat(names(directory.state())).containsExactly("step-000006", "step-000007");
        assertThat(MetricLog.read(directory.metrics()))
                .extracting(MetricLog.Line::step)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(directory.log()).content().contains("INFO run r1: sft").contains("INFO DONE at step 7 of 7");
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains("sft 7/7")
                .contains("sum 28");
    }

    @Test
    void theEstimateIsThePaceSoFarTimesWhatRemains() throws IOException {
        Adder adder = new Adder(10);
        adder.before = step -> {
            if (step == 4) {
                assertThat(status().step()).isEqualTo(3);
                assertThat(status().etaSeconds()).isEqualTo(14);
            }
        };
        run(adder);
    }

    @Test
    void anInterruptedRunGoesOnAsIfNothingHadHappened() throws IOException {
        Adder broken = new Adder(7);
        broken.before = step -> {
            if (step == 6) {
                throw new IllegalStateException("the lights went out");
            }
        };

        assertThatThrownBy(() -> run(broken))
                .isInstanceOf(RunFailed.class)
                .hasMessage(
                        "the lights went out. The state after step 4 is kept: start the run again to go on from there");
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().error()).contains("step 4 is kept");
        assertThat(directory.log()).content().contains("IllegalStateException");

        assertThat(run(new Adder(7)).status().phase()).isEqualTo(Phase.DONE);
        assertThat(directory.model().resolve("sum")).hasContent("28");
        assertThat(MetricLog.read(directory.metrics()))
                .extracting(line -> line.values().get("sum"))
                .containsExactly(1.0, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0);
    }

    @Test
    void aStateThatWasBeingWrittenIsNotResumedFrom() throws IOException {
        Adder full = new Adder(5);
        full.onSave = () -> {
            if (full.sum == 10) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        };

        assertThatThrownBy(() -> run(full)).hasMessageContaining("The state after step 2 is kept");

        Adder again = new Adder(5);
        run(again);
        assertThat(again.restoredSum).isEqualTo(3);
        assertThat(directory.model().resolve("sum")).hasContent("15");
    }

    /** No step is left to do, but the model card needs the number of steps. */
    @Test
    void aRunThatFailedWhileItsModelWasWrittenKnowsItsLastStepWhenItIsStartedAgain() throws IOException {
        Adder full = new Adder(3);
        full.onModel = () -> {
            throw new UncheckedIOException(new IOException("No space left on device"));
        };
        assertThatThrownBy(() -> run(full)).hasMessageContaining("The state after step 3 is kept");

        Adder again = new Adder(3);
        TrainingRun.Outcome outcome = run(again);

        assertThat(again.last).isEqualTo(new MetricLog.Line(3, Map.of("sum", 6.0, "time/step", 2.0)));
        assertThat(outcome.metrics()).containsEntry("sum", 6.0);
    }

    @Test
    void aStopRequestKeepsStateAndModelAndTheNextStartGoesOn() throws IOException {
        Adder stopped = new Adder(7);
        stopped.before = step -> {
            if (step == 3) {
                requestStop();
            }
        };

        assertThat(run(stopped).status().phase()).isEqualTo(Phase.STOPPED);
        assertThat(status().step()).isEqualTo(3);
        assertThat(directory.model().resolve("sum")).hasContent("6");
        assertThat(names(directory.state())).containsExactly("step-000002", "step-000003");

        directory.writeStatus(RunStatus.queued(NOON));
        assertThat(run(new Adder(7)).status().phase()).isEqualTo(Phase.DONE);
        assertThat(directory.model().resolve("sum")).hasContent("28");
    }

    @Test
    void aStopRequestBeforeTheStartLoadsNothing() throws IOException {
        directory.requestStop();

        TrainingRun.Outcome outcome = trainingRun().execute(SPEC, (runDirectory, spec) -> {
            throw new AssertionError("loaded");
        });

        assertThat(outcome.status().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void theEndOfTheProcessPutsTheRunBackInTheQueueWithItsState() throws IOException {
        Adder interrupted = new Adder(7);
        interrupted.before = step -> processEnds = step == 3;

        assertThat(run(interrupted).status().phase()).isEqualTo(Phase.QUEUED);
        assertThat(names(directory.state())).contains("step-000003");
        assertThat(directory.model()).doesNotExist();

        processEnds = false;
        run(new Adder(7));
        assertThat(directory.model().resolve("sum")).hasContent("28");
    }

    @Test
    void badInputKeepsItsTypeAndStandsInTheStatus() {
        assertThatThrownBy(() -> trainingRun().execute(SPEC, (runDirectory, spec) -> {
                    throw new BadInput("model/config.json: the file does not exist");
                }))
                .isInstanceOf(BadInput.class);

        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().error()).startsWith("model/config.json: the file does not exist");
    }

    @Test
    void aLibraryThatCannotBeLoadedFailsTheRunToo() {
        assertThatThrownBy(() -> trainingRun().execute(SPEC, (runDirectory, spec) -> {
                    throw new UnsatisfiedLinkError("no jnitorch in java.library.path");
                }))
                .isInstanceOf(RunFailed.class)
                .hasMessageContaining("No step is kept");
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
    }

    private TrainingRun.Outcome run(Adder adder) throws IOException {
        return trainingRun().execute(SPEC, (runDirectory, spec) -> adder);
    }

    private TrainingRun trainingRun() throws IOException {
        Progress progress = Progress.plain(new PrintStream(terminal, true, StandardCharsets.UTF_8), clock, "sft");
        return new TrainingRun(directory, clock, progress, () -> processEnds);
    }

    private RunStatus status() {
        try {
            return directory.readStatus().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requestStop() {
        try {
            directory.requestStop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Stepped by hand. */
    private static final class Clock implements InstantSource {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A training that adds the numbers of its steps, two seconds each, and keeps every second state. */
    private final class Adder implements Job {
        private final long steps;
        private LongConsumer before = step -> {};
        private Runnable onSave = () -> {};
        private Runnable onModel = () -> {};
        private MetricLog.Line last = new MetricLog.Line(-1, Map.of());
        private long sum;
        private long restoredSum = -1;

        private Adder(long steps) {
            this.steps = steps;
        }

        @Override
        public long steps() {
            return steps;
        }

        @Override
        public long stateEvery() {
            return 2;
        }

        @Override
        public String device() {
            return "an abacus";
        }

        @Override
        public Map<String, Double> step(long number) {
            before.accept(number);
            clock.now = clock.now.plus(Duration.ofSeconds(2));
            sum += number;
            return Map.of("sum", (double) sum);
        }

        @Override
        public String headline(Map<String, Double> metrics) {
            return "sum %.0f".formatted(metrics.get("sum"));
        }

        @Override
        public void saveState(Path directory) throws IOException {
            Files.writeString(directory.resolve("sum"), Long.toString(sum));
            onSave.run();
        }

        @Override
        public void restoreState(Path directory) throws IOException {
            sum = Long.parseLong(Files.readString(directory.resolve("sum")));
            restoredSum = sum;
        }

        @Override
        public void saveModel(Path directory, MetricLog.Line done) throws IOException {
            onModel.run();
            last = done;
            Files.writeString(directory.resolve("sum"), Long.toString(sum));
        }

        @Override
        public void close() {}
    }
}
