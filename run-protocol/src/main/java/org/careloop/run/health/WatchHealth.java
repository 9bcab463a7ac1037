package org.careloop.run.health;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.health.RunHealth.Disease;
import org.careloop.run.health.RunHealth.Finding;

/**
 * Whether the reward rises while those who never trained on it say otherwise: the reward model on held-out prompts, and the
 * watches. Where held-out prompts are answered a fall is one whose 95 % interval, prompt by prompt against the model before
 * training, lies below 0; otherwise one of the last iterations' mean below the first iteration's interval.
 */
final class WatchHealth {
    private WatchHealth() {}

    /** @param metrics of iterations, without what was measured before the first */
    static void look(List<MetricLog.Line> metrics, List<Finding> findings) {
        String change = Metrics.change(Metrics.heldOut(Metrics.SCORE));
        List<MetricLog.Line> evaluated = metrics.stream()
                .filter(line -> line.values().containsKey(change))
                .toList();
        if (evaluated.isEmpty()) {
            fromTraining(metrics, findings);
        } else {
            fromHeldOut(metrics, evaluated.getLast().values(), change, findings);
        }
    }

    private static void fromHeldOut(
            List<MetricLog.Line> metrics, Map<String, Double> held, String change, List<Finding> findings) {
        boolean risenInTraining = metrics.size() > 1 && hasRisen(metrics);
        if (risenInTraining && falls(held, change)) {
            findings.add(RunHealth.found(
                    Disease.HELD_OUT_FALLS,
                    held.getOrDefault(change, Double.NaN),
                    Math.round(held.getOrDefault(Metrics.count(change), 0.0))));
        }
        boolean risen = held.getOrDefault(change, 0.0) > 0 || risenInTraining;
        for (String watch : watches(metrics)) {
            String figure = Metrics.change(Metrics.heldOut(Metrics.watch(watch)));
            if (risen && falls(held, figure)) {
                findings.add(RunHealth.found(
                        Disease.WATCH_FALLS,
                        watch,
                        held.getOrDefault(figure, Double.NaN),
                        Math.round(held.getOrDefault(Metrics.count(figure), 0.0))));
            }
        }
    }

    private static void fromTraining(List<MetricLog.Line> metrics, List<Finding> findings) {
        if (metrics.size() < RunHealth.WINDOW || !hasRisen(metrics)) {
            return;
        }
        List<MetricLog.Line> newer = RunHealth.newer(RunHealth.recent(metrics));
        Map<String, Double> first = metrics.getFirst().values();
        for (String watch : watches(metrics)) {
            String figure = Metrics.watch(watch);
            double now = RunHealth.mean(newer, figure);
            if (now < first.getOrDefault(Metrics.low(figure), Double.NaN)) {
                double answers = newer.stream()
                        .mapToDouble(line -> line.values().getOrDefault(Metrics.count(figure), 0.0))
                        .sum();
                findings.add(RunHealth.found(
                        Disease.WATCH_FALLS, watch, now - first.getOrDefault(figure, Double.NaN), Math.round(answers)));
            }
        }
    }

    /** Whether the score of the newer iterations stands above the interval of the first. */
    private static boolean hasRisen(List<MetricLog.Line> metrics) {
        Map<String, Double> first = metrics.getFirst().values();
        double ceiling = first.getOrDefault(Metrics.high(Metrics.SCORE), first.getOrDefault(Metrics.SCORE, Double.NaN));
        return RunHealth.mean(RunHealth.newer(RunHealth.recent(metrics)), Metrics.SCORE) > ceiling;
    }

    private static boolean falls(Map<String, Double> values, String change) {
        return values.getOrDefault(Metrics.high(change), Double.NaN) < 0;
    }

    private static SortedSet<String> watches(List<MetricLog.Line> metrics) {
        return Metrics.watches(metrics.getLast().values().keySet());
    }
}
