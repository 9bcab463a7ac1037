package org.careloop.ppo.rl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.careloop.run.Metrics;

/**
 * A mean over responses and its 95 % interval, mean ± 1.96 standard errors. The responses to one prompt hang together, so
 * their own mean counts as one observation.
 */
final class MeanOverResponses {
    private static final double NORMAL_95 = 1.959964;

    private final List<Episode> episodes;
    private final int group;

    /** @param group responses to each prompt, which stand one after the other */
    MeanOverResponses(List<Episode> episodes, int group) {
        this.episodes = episodes;
        this.group = group;
    }

    /** Writes the mean, the number of responses and, of two prompts or more, the interval. */
    double put(Map<String, Double> metrics, String name, ToDoubleFunction<Episode> figure) {
        return put(metrics, name, episodes.stream().mapToDouble(figure).toArray(), group);
    }

    /** The same of numbers that stand in the order of the responses. */
    static double put(Map<String, Double> metrics, String name, double[] values, int group) {
        double[] means = Groups.of(Arrays.stream(values).boxed().toList(), group).stream()
                .mapToDouble(answers -> answers.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        metrics.put(name, mean);
        metrics.put(Metrics.count(name), (double) values.length);
        if (means.length > 1) {
            double squares = 0;
            for (double each : means) {
                squares += (each - mean) * (each - mean);
            }
            double error = Math.sqrt(squares / (means.length - 1) / means.length);
            metrics.put(Metrics.low(name), mean - NORMAL_95 * error);
            metrics.put(Metrics.high(name), mean + NORMAL_95 * error);
        }
        return mean;
    }
}
