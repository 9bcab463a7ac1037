package org.careloop.web.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of samples and of the usual distributions. */
final class Quantiles {
    private Quantiles() {}

    /** By linear interpolation between the sorted values. */
    static double of(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The quantile of the standard normal distribution above which {@code tail} lies. */
    static double normal(double tail) {
        return NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
    }

    /** By how much a percentile interval from few groups is too narrow: sqrt(g / (g - 1)) t(g - 1) / z. */
    static double smallSample(int groups, double alpha) {
        double t = TDistribution.of(groups - 1.0).inverseSurvivalProbability(alpha / 2);
        return Math.sqrt(groups / (groups - 1.0)) * t / normal(alpha / 2);
    }
}
