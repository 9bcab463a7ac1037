package org.careloop.run.rating.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Resamples of texts with all of their ratings, drawn with replacement by a seed; the same ones for every figure, so that differences
 * have intervals too. Intervals are percentiles (Efron 1979).
 */
public final class Bootstrap {
    private final int[] once;
    private final List<int[]> resamples = new ArrayList<>();

    public Bootstrap(int texts, int resamples, long seed) {
        once = new int[texts];
        Arrays.fill(once, 1);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < resamples; i++) {
            int[] times = new int[texts];
            for (int draw = 0; draw < texts; draw++) {
                times[random.nextInt(texts)]++;
            }
            this.resamples.add(times);
        }
    }

    /** Pairs, each once. */
    public Pairs.Weighted once(Pairs pairs) {
        return pairs.weighted(once);
    }

    public Figures figures(Pairs pairs) {
        double[][] values = values(pairs);
        return new Figures(
                pairs.texts(),
                pairs.count(),
                estimate(pairs, values, Measure.KAPPA),
                estimate(pairs, values, Measure.SPEARMAN),
                estimate(pairs, values, Measure.F1_AT_3),
                estimate(pairs, values, Measure.F1_AT_4));
    }

    /** How much further one agrees than another, on the same texts. */
    public Figures difference(Pairs one, Pairs other) {
        double[][] ones = values(one);
        double[][] others = values(other);
        Estimate[] estimates = new Estimate[Measure.values().length];
        for (Measure measure : Measure.values()) {
            int m = measure.ordinal();
            double[] differences = new double[resamples.size()];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = ones[m][i] - others[m][i];
            }
            estimates[m] = Estimate.of(measure.of(one.weighted(once)) - measure.of(other.weighted(once)), differences);
        }
        return new Figures(one.texts(), one.count(), estimates[0], estimates[1], estimates[2], estimates[3]);
    }

    private Estimate estimate(Pairs pairs, double[][] values, Measure measure) {
        return Estimate.of(measure.of(pairs.weighted(once)), values[measure.ordinal()]);
    }

    /** Each measure in each resample. */
    private double[][] values(Pairs pairs) {
        Measure[] measures = Measure.values();
        double[][] values = new double[measures.length][resamples.size()];
        for (int i = 0; i < resamples.size(); i++) {
            Pairs.Weighted sample = pairs.weighted(resamples.get(i));
            for (Measure measure : measures) {
                values[measure.ordinal()][i] = measure.of(sample);
            }
        }
        return values;
    }
}
