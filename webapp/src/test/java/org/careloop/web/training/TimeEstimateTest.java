package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.web.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;

/** How long a training takes by what earlier ones took. */
class TimeEstimateTest extends TrainingTest {
    @Test
    void withoutARunLikeItNothingIsKnown() throws IOException {
        assertThat(time(Map.of())).isEmpty();
        Run running = startReward();
        try (MetricLog log = MetricLog.append(running.directory().metrics())) {
            log.write(1, Map.of(Metrics.STEP_SECONDS, 2.0));
        }
        assertThat(time(Map.of("epochs", 2))).isEmpty();
        assertThat(training.plan(List.of(study.id()), RunKind.REWARD, Optional.of(base.id()), Map.of())
                        .time())
                .isEmpty();
    }

    @Test
    void runsOfOtherLengthAreCountedUpAndThoseOfOtherSettingsOrModelsAreNot() throws IOException {
        finish(startReward(), 60);
        finish(startReward(), 80);

        assertThat(time(Map.of("epochs", 2))).contains(new TimeEstimate(2, 60, 80));
        assertThat(time(Map.of("epochs", 3, "seed", 9))).contains(new TimeEstimate(2, 90, 120));
        assertThat(training.time(RunKind.REWARD, base.id(), Map.of("epochs", 2), 30))
                .contains(new TimeEstimate(2, 600, 800));
        assertThat(time(Map.of("epochs", 2, "learningRate", 0.5))).isEmpty();
        assertThat(training.time(RunKind.DPO, base.id(), Map.of(), 3)).isEmpty();
        Checkpoint other =
                checkpoints.registerBase(unique("other"), ModelKind.POLICY, model(folder.resolve("other"), "more"));
        assertThat(training.time(RunKind.REWARD, other.id(), Map.of("epochs", 2), 3))
                .isEmpty();
    }

    private Optional<TimeEstimate> time(Map<String, Object> settings) {
        return training.time(RunKind.REWARD, base.id(), settings, 3);
    }

    private static void finish(Run run, double seconds) throws IOException {
        try (MetricLog log = MetricLog.append(run.directory().metrics())) {
            log.write(1, Map.of(Metrics.STEP_SECONDS, seconds / 2));
            log.write(2, Map.of(Metrics.STEP_SECONDS, seconds / 2));
        }
        run.directory().writeStatus(new RunStatus(RunStatus.Phase.DONE, 2, 2, null, null, null, NOW));
    }
}
