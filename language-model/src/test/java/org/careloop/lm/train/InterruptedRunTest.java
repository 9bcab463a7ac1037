package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.MetricLog;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.junit.jupiter.api.Test;

/** A run that failed, was stopped or whose process ended goes on from the last state that was kept. */
class InterruptedRunTest extends AdderRunTest {
    /** Bytes of the two events that begin a file of events: 24 and 15 with 16 around each. */
    private static final int HEAD_OF_EVENTS = 24 + 16 + 15 + 16;

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
        assertThat(MetricLog.read(directory.metrics()))
                .extracting(line -> line.values().get("tokens_per_second"))
                .containsOnly(2.5);
    }

    @Test
    void eachProcessOfARunHasAnEventFileAndTheSecondGoesOnWhereTheFirstWasKept() throws IOException {
        Adder broken = new Adder(7);
        broken.before = step -> {
            if (step == 6) {
                throw new IllegalStateException("the lights went out");
            }
        };
        assertThatThrownBy(() -> run(broken)).isInstanceOf(RunFailed.class);
        Path first = directory.tensorboard().resolve("events.out.tfevents.0000000001.careloop");
        Path second = directory.tensorboard().resolve("events.out.tfevents.0000000002.careloop");
        long fiveSteps = Files.size(first) - HEAD_OF_EVENTS;

        run(new Adder(7));

        assertThat(names(directory.tensorboard()))
                .containsExactly(
                        first.getFileName().toString(), second.getFileName().toString());
        assertThat(Files.size(first) - HEAD_OF_EVENTS).isEqualTo(fiveSteps / 5 * 4);
        assertThat(Files.size(second) - HEAD_OF_EVENTS).isEqualTo(fiveSteps / 5 * 3);
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

    /** As after SIGKILL: one state half-written at a step that is not kept again, one half-deleted. */
    @Test
    void whatAKillLeftOfStatesIsClearedAway() throws IOException {
        run(new Adder(7));
        Files.createDirectories(directory.state().resolve("step-000003.new/part"));
        Files.createDirectories(directory.state().resolve("step-000004"));
        directory.writeStatus(RunStatus.queued(NOON));

        run(new Adder(7));

        assertThat(names(directory.state())).containsExactly("step-000006", "step-000007");
        assertThat(directory.model().resolve("sum")).hasContent("28");
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

        assertThat(again.last.step()).isEqualTo(3);
        assertThat(again.last.values()).containsEntry("sum", 6.0).containsEntry("time/step", 2.0);
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

    private void requestStop() {
        try {
            directory.requestStop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
