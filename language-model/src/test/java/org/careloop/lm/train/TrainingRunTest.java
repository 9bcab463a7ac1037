package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.careloop.run.BadInput;
import org.careloop.run.MetricLog;
import org.careloop.run.RunStatus.Phase;
import org.junit.jupiter.api.Test;

class TrainingRunTest extends AdderRunTest {
    @Test
    void aFinishedRunLeavesModelMetricsLogAndItsLastTwoStates() throws IOException {
        TrainingRun.Outcome outcome = run(new Adder(7));

        assertThat(outcome.status().phase()).isEqualTo(Phase.DONE);
        assertThat(outcome.metrics()).containsEntry("sum", 28.0).containsEntry("time/step", 2.0);
        assertThat(MetricLog.read(directory.metrics()))
                .extracting(line -> line.values().get("tokens_per_second"))
                .hasSize(7)
                .containsOnly(2.5);
        assertThat(outcome.metrics().get("memory/main")).isGreaterThan(1e7);
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
    void aStopRequestBeforeTheStartLoadsNothing() throws IOException {
        directory.requestStop();

        TrainingRun.Outcome outcome = trainingRun().execute(SPEC, (runDirectory, spec) -> {
            throw new AssertionError("loaded");
        });

        assertThat(outcome.status().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void badInputKeepsItsTypeAndStandsInStatusAndLogWithoutATrace() throws IOException {
        assertThatThrownBy(() -> trainingRun().execute(SPEC, (runDirectory, spec) -> {
                    throw new BadInput("model/config.json: the file does not exist");
                }))
                .isInstanceOf(BadInput.class);

        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().error()).startsWith("model/config.json: the file does not exist");
        assertThat(Files.readString(directory.log()))
                .contains("failed: model/config.json: the file does not exist")
                .doesNotContain("BadInput", "\tat ");
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
}
