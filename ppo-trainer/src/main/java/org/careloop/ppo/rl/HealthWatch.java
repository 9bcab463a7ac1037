package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.health.RunHealth;

/** Looks for diseases after each iteration: counts them among the metrics and names a new one in the log. */
final class HealthWatch {
    private static final System.Logger LOG = System.getLogger(HealthWatch.class.getName());

    /** The first iteration, the last with figures of held-out prompts, and the last ones: what {@link RunHealth} needs. */
    private final List<MetricLog.Line> lines;

    private List<RunHealth.Finding> found = List.of();

    /** @param lines of an earlier watch that this one goes on from */
    HealthWatch(List<MetricLog.Line> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /** Adds what was found to the metrics of an iteration. */
    void look(long iteration, Map<String, Double> metrics) {
        Map<String, Double> finite = new LinkedHashMap<>(metrics);
        finite.values().removeIf(value -> !Double.isFinite(value));
        lines.add(new MetricLog.Line(iteration, finite));
        forget();
        Map<String, Double> before =
                lines.size() < 2 ? Map.of() : lines.get(lines.size() - 2).values();
        found = RunHealth.of(lines);
        for (RunHealth.Finding finding : found) {
            String metric = finding.disease().metric();
            metrics.put(metric, 1.0);
            finite.put(metric, 1.0);
            if (!before.containsKey(metric)) {
                LOG.log(System.Logger.Level.WARNING, "iteration {0}: {1}", iteration, finding.words());
            }
        }
    }

    private void forget() {
        while (lines.size() > RunHealth.WINDOW + 1) {
            boolean lastEvaluated = isEvaluated(lines.get(1))
                    && lines.subList(2, lines.size()).stream().noneMatch(HealthWatch::isEvaluated);
            if (lastEvaluated && lines.size() <= RunHealth.WINDOW + 2) {
                return;
            }
            lines.remove(lastEvaluated ? 2 : 1);
        }
    }

    private static boolean isEvaluated(MetricLog.Line line) {
        return line.values().containsKey(Metrics.heldOut(Metrics.SCORE));
    }

    /** What is most urgent after the last iteration, in words. */
    Optional<String> worst() {
        return found.stream().findFirst().map(RunHealth.Finding::words);
    }

    List<MetricLog.Line> lines() {
        return lines;
    }
}
