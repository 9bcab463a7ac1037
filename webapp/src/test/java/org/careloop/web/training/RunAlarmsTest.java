package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.health.RunHealth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunAlarmsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void aQueuedRunNobodyTakesAsksForAWorkerAfterHalfAMinute() {
        assertThat(alarm(status(Phase.QUEUED, 20), List.of(), false)).isEmpty();
        assertThat(alarm(status(Phase.QUEUED, 31), List.of(), false)).contains(RunAlarm.of(RunAlarm.Kind.NO_WORKER));
        assertThat(alarm(status(Phase.QUEUED, 31), List.of(), true)).isEmpty();
    }

    @Test
    void aRunWhoseWorkerIsGoneSaysSo() {
        assertThat(alarm(status(Phase.TRAINING, 31), List.of(), false)).contains(RunAlarm.of(RunAlarm.Kind.ABANDONED));
    }

    @Test
    void answersThatGrowWhileTheScoreStandsStillAreNamed() {
        List<MetricLog.Line> grown = lines(i -> Map.of(Metrics.LENGTH, i <= 10 ? 100.0 : 150.0, Metrics.SCORE, 1.0));
        assertThat(alarm(status(Phase.TRAINING, 0), grown, true))
                .contains(RunAlarm.of(RunAlarm.Kind.LENGTH_WITHOUT_SCORE, 50.0, 20));
        List<MetricLog.Line> earned = lines(i -> Map.of(Metrics.LENGTH, 100.0 + i, Metrics.SCORE, .1 * i));
        assertThat(alarm(status(Phase.TRAINING, 0), earned, true)).isEmpty();
    }

    @Test
    void answersThatNoLongerEndAreNamedOnlyIfTheyEverDid() {
        assertThat(alarm(status(Phase.DONE, 0), lines(i -> Map.of(Metrics.EOS_RATE, i == 1 ? .9 : .25)), false))
                .contains(RunAlarm.of(RunAlarm.Kind.ENDLESS_ANSWERS, 25.0, 0L));
        assertThat(alarm(status(Phase.DONE, 0), lines(i -> Map.of(Metrics.EOS_RATE, .25)), false))
                .isEmpty();
    }

    @Test
    void theMostUrgentDiseaseIsShown() {
        assertThat(alarm(
                        status(Phase.TRAINING, 0),
                        lines(i -> Map.of(Metrics.ROLLBACKS, i < 20 ? 0.0 : 3.0, Metrics.KL, 40.0)),
                        true))
                .contains(RunAlarm.of(RunAlarm.Kind.ROLLED_BACK, 3L));
    }

    /** Each has its words; a test of the translations finds the ones that are missing. */
    @ParameterizedTest
    @EnumSource
    void everyDiseaseHasAnAlarm(RunHealth.Disease disease) {
        assertThat(RunAlarm.Kind.of(disease).name()).isEqualTo(disease.name());
    }

    private static Optional<RunAlarm> alarm(RunStatus status, List<MetricLog.Line> metrics, boolean claimed) {
        return RunAlarms.of(Optional.of(status), metrics, claimed, NOW);
    }

    private static RunStatus status(Phase phase, long secondsAgo) {
        return new RunStatus(phase, 0, 0, null, null, null, NOW.minusSeconds(secondsAgo));
    }

    private static List<MetricLog.Line> lines(IntFunction<Map<String, Double>> values) {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new MetricLog.Line(i, values.apply(i)))
                .toList();
    }
}
