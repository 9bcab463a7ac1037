package org.careloop.web.training;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.careloop.run.MetricLog;
import org.careloop.run.Phrase;
import org.careloop.run.RunStatus;
import org.careloop.run.health.RunHealth;

/** Finds the one thing in a run that most needs a person. */
final class RunAlarms {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private RunAlarms() {}

    static Optional<RunAlarm> of(
            Optional<RunStatus> status, List<MetricLog.Line> metrics, boolean claimed, Instant now) {
        if (status.isEmpty()) {
            return Optional.of(RunAlarm.of(RunAlarm.Kind.NOT_HANDED_OVER));
        }
        RunStatus known = status.get();
        boolean silent = !claimed && known.updatedAt().plus(PATIENCE).isBefore(now);
        return switch (known.phase()) {
            case FAILED ->
                Optional.of(RunAlarm.of(RunAlarm.Kind.FAILED, known.errorWords().orElse(Phrase.verbatim(""))));
            case QUEUED -> silent ? Optional.of(RunAlarm.of(RunAlarm.Kind.NO_WORKER)) : Optional.empty();
            case LOADING, TRAINING, SAVING ->
                silent ? Optional.of(RunAlarm.of(RunAlarm.Kind.ABANDONED)) : health(metrics);
            case DONE, STOPPED -> health(metrics);
        };
    }

    private static Optional<RunAlarm> health(List<MetricLog.Line> metrics) {
        return RunHealth.of(metrics).stream()
                .findFirst()
                .map(finding -> new RunAlarm(RunAlarm.Kind.of(finding.disease()), finding.figures()));
    }
}
