package org.careloop.web.agreement;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.careloop.run.agreement.Cohen;
import org.careloop.web.study.Proportion;

/**
 * Figures with percentile intervals (Efron 1979): comparisons are resampled with replacement a thousand times, and the
 * interval is the middle 95 % of the results. The seed is fixed, so that the same votes give the same interval.
 */
public final class Bootstrap {
    public static final int RESAMPLES = 1000;
    private static final double TAIL = .025;
    /**
     * A coefficient is undefined in a resample in which all verdicts are equal. With a larger share of such resamples
     * there is no interval.
     */
    private static final double MOST_UNDEFINED = .05;

    private static final long SEED = 20_260_302;

    private Bootstrap() {}

    /** All measures of the same comparisons, from the same resamples. */
    static Map<Measure, Coefficient> estimates(Patterns patterns, int verdicts) {
        Map<Measure, Coefficient> estimates = new EnumMap<>(Measure.class);
        long n = patterns.comparable();
        if (n < Proportion.ENOUGH) {
            for (Measure measure : Measure.values()) {
                estimates.put(measure, new Coefficient.TooFew(n));
            }
            return estimates;
        }
        double[] times = patterns.times();
        List<int[]> counts = patterns.counts();
        Moments found = Moments.of(counts, times);
        RandomGenerator random = new SplittableRandom(SEED);
        Moments[] resamples = new Moments[RESAMPLES];
        Arrays.setAll(resamples, i -> Moments.of(counts, Multinomial.resample(times, random)));
        for (Measure measure : Measure.values()) {
            estimates.put(measure, estimate(measure.of(found, verdicts), resamples, m -> measure.of(m, verdicts), n));
        }
        return estimates;
    }

    /** @param table as {@link Cohen#kappa} takes it */
    static double kappa(double[] table) {
        return Cohen.kappa(table, Grade.VERDICTS);
    }

    /** Cohen's kappa of two annotators from how often each pair of verdicts occurred. */
    static Coefficient cohen(double[] table) {
        long n = Math.round(Arrays.stream(table).sum());
        if (n < Proportion.ENOUGH) {
            return new Coefficient.TooFew(n);
        }
        RandomGenerator random = new SplittableRandom(SEED);
        double[][] resamples = new double[RESAMPLES][];
        Arrays.setAll(resamples, i -> Multinomial.resample(table, random));
        return estimate(kappa(table), resamples, Bootstrap::kappa, n);
    }

    private static <R> Coefficient estimate(double value, R[] resamples, ToDoubleFunction<R> figure, long n) {
        double[] drawn = Arrays.stream(resamples)
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (!Double.isFinite(value) || drawn.length < (1 - MOST_UNDEFINED) * resamples.length) {
            return new Coefficient.Unvaried(n);
        }
        return new Coefficient.Known(value, quantile(drawn, TAIL), quantile(drawn, 1 - TAIL), n);
    }

    /** By linear interpolation between the sorted values. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
