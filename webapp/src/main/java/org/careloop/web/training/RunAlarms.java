package org.careloop.web.training;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.Phrase;
import org.careloop.run.RunStatus;

/** Finds the one thing in a run that most needs a person. */
final class RunAlarms {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WINDOW = 20;
    private static final double GROWTH = 1.1;
    private static final double STANDSTILL = .02;
    private static final double FAR = 25;
    private static final double FEW_END = .5;

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
        if (metrics.isEmpty()) {
            return Optional.empty();
        }
        double end = last(metrics, Metrics.EOS_RATE, 1);
        if (end < FEW_END && first(metrics, Metrics.EOS_RATE, 0) >= FEW_END) {
            double answers = last(metrics, Metrics.count(Metrics.EOS_RATE), 0);
            return Optional.of(RunAlarm.of(RunAlarm.Kind.ENDLESS_ANSWERS, 100 * end, Math.round(answers)));
        }
        double divergence = last(metrics, Metrics.KL, 0);
        if (divergence > FAR) {
            return Optional.of(RunAlarm.of(RunAlarm.Kind.FAR_FROM_REFERENCE, divergence));
        }
        return lengthWithoutScore(metrics);
    }

    /** Compares the older half of the last iterations with the newer. */
    private static Optional<RunAlarm> lengthWithoutScore(List<MetricLog.Line> metrics) {
        if (metrics.size() < WINDOW) {
            return Optional.empty();
        }
        List<MetricLog.Line> recent = metrics.subList(metrics.size() - WINDOW, metrics.size());
        List<MetricLog.Line> older = recent.subList(0, WINDOW / 2);
        List<MetricLog.Line> newer = recent.subList(WINDOW / 2, WINDOW);
        double growth = mean(newer, Metrics.LENGTH) / mean(older, Metrics.LENGTH);
        double gain = mean(newer, Metrics.SCORE) - mean(older, Metrics.SCORE);
        return growth > GROWTH && gain < STANDSTILL
                ? Optional.of(RunAlarm.of(RunAlarm.Kind.LENGTH_WITHOUT_SCORE, 100 * (growth - 1), WINDOW))
                : Optional.empty();
    }

    private static double mean(List<MetricLog.Line> lines, String metric) {
        return lines.stream()
                .mapToDouble(line -> line.values().getOrDefault(metric, Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    private static double last(List<MetricLog.Line> lines, String metric, double otherwise) {
        return lines.getLast().values().getOrDefault(metric, otherwise);
    }

    private static double first(List<MetricLog.Line> lines, String metric, double otherwise) {
        return lines.getFirst().values().getOrDefault(metric, otherwise);
    }
}
