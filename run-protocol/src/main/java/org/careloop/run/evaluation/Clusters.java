package org.careloop.run.evaluation;

import java.util.HashMap;
import java.util.Map;

/** Means of values that come in groups. */
final class Clusters {
    private Clusters() {}

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /**
     * The variance of a mean whose values depend on each other within groups: the squares of the groups' summed deviations, with
     * G / (G - 1) for their small number (Liang and Zeger 1986). Zero for one group, of which nothing can be said.
     */
    static double varianceOfMean(double[] values, int[] groups) {
        double mean = mean(values);
        Map<Integer, Double> sums = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            sums.merge(groups[i], values[i] - mean, Double::sum);
        }
        if (sums.size() < 2) {
            return 0;
        }
        double squares = sums.values().stream().mapToDouble(sum -> sum * sum).sum();
        return squares / values.length / values.length * sums.size() / (sums.size() - 1);
    }
}
