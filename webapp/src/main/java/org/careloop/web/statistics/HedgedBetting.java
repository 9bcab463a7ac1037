package org.careloop.web.statistics;

import java.util.Arrays;

/**
 * Bounds for the mean of values in [0, 1] that hold at every moment at once (Waudby-Smith and Ramdas 2024, "Estimating means
 * of bounded random variables by betting", arXiv 2010.09686, Theorem 3): a candidate mean m is ruled out once a gambler
 * who bets against it has multiplied the capital by the threshold. With
 *
 * <p>λ_t = sqrt(2 ln(2/α) / (σ²_{t-1} t ln(t + 1))), K⁺_t(m) = ∏ (1 + min(λ_i, 1/(2m)) (x_i - m)) and K⁻ its mirror image,
 *
 * <p>the interval holds every m with max(K⁺/2, K⁻/2) below 1/α until now. K⁺ falls and K⁻ rises with m, so each end is
 * found by bisection.
 */
public final class HedgedBetting {
    private static final double TRUNCATION = .5;

    /** How near to the true end of the interval the one that is given lies. */
    private static final double CLOSE = 1e-10;

    private HedgedBetting() {}

    /** The anytime-valid interval of the mean of values in [0, 1]; all of it without a value. */
    public static Interval interval(double[] values, double alpha) {
        double threshold = Math.log(2 / alpha);
        double[] bets = bets(values, alpha / 2);
        return new Interval(lower(values, bets, threshold), 1 - lower(mirrored(values), bets, threshold));
    }

    /** The anytime-valid upper bound of the mean of values in [0, 1], at level α on this side alone. */
    public static double upper(double[] values, double alpha) {
        return 1 - lower(mirrored(values), bets(values, alpha), Math.log(1 / alpha));
    }

    /** The interval of the mean of values in [-1, 1]. */
    public static Interval ofDifferences(double[] differences, double alpha) {
        Interval found = interval(halved(differences), alpha);
        return new Interval(2 * found.low() - 1, 2 * found.high() - 1);
    }

    /** The upper bound of the mean of values in [-1, 1]. */
    public static double upperOfDifferences(double[] differences, double alpha) {
        return 2 * upper(halved(differences), alpha) - 1;
    }

    private static double[] halved(double[] differences) {
        return Arrays.stream(differences).map(d -> (d + 1) / 2).toArray();
    }

    private static double[] mirrored(double[] values) {
        return Arrays.stream(values).map(x -> 1 - x).toArray();
    }

    /** λ_t, each from the values before it. The same for the mirrored values, because their variance is the same. */
    static double[] bets(double[] values, double alpha) {
        double[] bets = new double[values.length];
        double sum = .5;
        double squares = .25;
        double variance = .25;
        for (int i = 0; i < values.length; i++) {
            int t = i + 1;
            bets[i] = Math.sqrt(2 * Math.log(1 / alpha) / (t * Math.log1p(t) * variance));
            sum += values[i];
            double mean = sum / (t + 1);
            squares += (values[i] - mean) * (values[i] - mean);
            variance = squares / (t + 1);
        }
        return bets;
    }

    /** The lowest mean that was never ruled out from below. */
    private static double lower(double[] values, double[] bets, double threshold) {
        double bound = 0;
        double capital = 0;
        for (int i = 0; i < values.length; i++) {
            capital += gain(values[i], bets[i], bound);
            if (capital >= threshold) {
                bound = raise(values, bets, i + 1, threshold, bound);
                capital = capital(values, bets, i + 1, bound);
            }
        }
        return bound;
    }

    /** The lowest mean above {@code from} whose capital after the first {@code n} values is below the threshold. */
    private static double raise(double[] values, double[] bets, int n, double threshold, double from) {
        double low = from;
        double high = 1;
        while (high - low > CLOSE) {
            double middle = (low + high) / 2;
            if (capital(values, bets, n, middle) >= threshold) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** ln K⁺_n(m). */
    static double capital(double[] values, double[] bets, int n, double mean) {
        double capital = 0;
        for (int i = 0; i < n; i++) {
            capital += gain(values[i], bets[i], mean);
        }
        return capital;
    }

    private static double gain(double value, double bet, double mean) {
        return Math.log1p(Math.min(bet, TRUNCATION / mean) * (value - mean));
    }
}
