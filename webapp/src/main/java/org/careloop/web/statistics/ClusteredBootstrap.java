package org.careloop.web.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Intervals for figures of votes that depend on each other through their prompt and their annotator: the two-way
 * ("pigeonhole") bootstrap of Owen 2007, arXiv 0712.1111. Prompts and annotators are drawn with replacement, each for
 * itself, and a vote counts as often as its prompt times its annotator. That counts the noise of single votes three times, so
 * the percentiles are narrowed to the variance of Cameron, Gelbach and Miller 2011 ("Robust inference with multiway
 * clustering"): by prompt, plus by annotator, less by vote, each from a bootstrap of its own. In the end they are stretched for
 * the small number of annotators (or prompts) by sqrt(g / (g - 1)) t(g - 1) / z.
 */
public final class ClusteredBootstrap {
    /** With fewer annotators their differences cannot be estimated; the interval is then by prompt only. */
    public static final int FEWEST_ANNOTATORS = 8;

    /** A resample in which a figure is not defined has none; with a larger share of these there is no interval. */
    private static final double MOST_UNDEFINED = .05;

    private final Votes votes;
    private final double alpha;
    private final int resamples;
    private final long seed;
    private final boolean byAnnotator;
    private final int annotators;

    /** Of whom an interval speaks. */
    public enum Clusters {
        /** Of these annotators on other such prompts. */
        PROMPT,
        /** Of other such annotators on other such prompts. */
        PROMPT_AND_ANNOTATOR
    }

    /**
     * A figure with its doubt.
     *
     * @param value the figure of the votes themselves; NaN where it is not defined
     * @param interval null where the data are too few or the figure is not defined
     */
    public record Estimate(double value, @Nullable Interval interval, Clusters clusters) {}

    /** A few figures of votes that count a given number of times each. */
    @FunctionalInterface
    public interface Figures {
        /**
         * Computes them.
         *
         * @param weights how often each vote counts, [vote]
         * @return the figures, NaN where one is not defined
         */
        double[] of(double[] weights);
    }

    /** A bootstrap with given numbers drawn from {@code seed}: the same votes give the same intervals. */
    public ClusteredBootstrap(Votes votes, double alpha, int resamples, long seed) {
        this.votes = votes;
        this.alpha = alpha;
        this.resamples = resamples;
        this.seed = seed;
        this.annotators = votes.activeAnnotators();
        this.byAnnotator = annotators >= FEWEST_ANNOTATORS;
    }

    public Clusters clusters() {
        return byAnnotator ? Clusters.PROMPT_AND_ANNOTATOR : Clusters.PROMPT;
    }

    /** The net win rate (G - B) / N. */
    public Estimate netWinRate() {
        return estimates(weights -> new double[] {mean(weights)})[0];
    }

    private double mean(double[] weights) {
        double sum = 0;
        double count = 0;
        for (int vote = 0; vote < weights.length; vote++) {
            sum += weights[vote] * votes.value(vote);
            count += weights[vote];
        }
        return sum / count;
    }

    /** Several figures, all from the same resamples. */
    public Estimate[] estimates(Figures figures) {
        double[] ones = new double[votes.size()];
        Arrays.fill(ones, 1);
        double[] found = figures.of(ones);
        RandomGenerator random = new SplittableRandom(seed);
        double[][] drawn = drawn(figures, found.length, () -> byAnnotator ? byBoth(random) : byPrompt(random));
        double[] narrowed = byAnnotator ? narrowed(figures, drawn, random) : new double[0];
        Estimate[] estimates = new Estimate[found.length];
        for (int f = 0; f < found.length; f++) {
            estimates[f] =
                    new Estimate(found[f], interval(found[f], drawn[f], byAnnotator ? narrowed[f] : 1), clusters());
        }
        return estimates;
    }

    /** The figures of many resamples, [figure][resample]. */
    private double[][] drawn(Figures figures, int count, Supplier<double[]> weights) {
        double[][] drawn = new double[count][resamples];
        for (int r = 0; r < resamples; r++) {
            double[] each = figures.of(weights.get());
            for (int f = 0; f < count; f++) {
                drawn[f][r] = each[f];
            }
        }
        return drawn;
    }

    /** By how much the percentiles of the two-way bootstrap are too wide, as a factor, [figure]. */
    private double[] narrowed(Figures figures, double[][] both, RandomGenerator random) {
        int count = both.length;
        double[][] prompt = drawn(figures, count, () -> byPrompt(random));
        double[][] annotator = drawn(figures, count, () -> byAnnotator(random));
        double[][] vote = drawn(figures, count, () -> byVote(random));
        double[] factors = new double[count];
        for (int f = 0; f < count; f++) {
            double ofPrompt = variance(prompt[f]);
            double ofAnnotator = variance(annotator[f]);
            double least = Math.max(ofPrompt, ofAnnotator);
            double all = Math.max(least, ofPrompt + ofAnnotator - variance(vote[f]));
            double twoWay = variance(both[f]);
            factors[f] = twoWay > 0 ? Math.sqrt(all / twoWay) : 1;
        }
        return factors;
    }

    private static double variance(double[] values) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        return Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    }

    private double[] byBoth(RandomGenerator random) {
        double[] weights = byPrompt(random);
        int[] times = times(votes.annotators(), random);
        for (int vote = 0; vote < weights.length; vote++) {
            weights[vote] *= times[votes.annotator(vote)];
        }
        return weights;
    }

    private double[] byPrompt(RandomGenerator random) {
        int[] times = times(votes.prompts(), random);
        return weights(vote -> times[votes.prompt(vote)]);
    }

    private double[] byAnnotator(RandomGenerator random) {
        int[] times = times(votes.annotators(), random);
        return weights(vote -> times[votes.annotator(vote)]);
    }

    private double[] byVote(RandomGenerator random) {
        int[] times = times(votes.size(), random);
        return weights(vote -> times[vote]);
    }

    private double[] weights(IntToDoubleFunction of) {
        double[] weights = new double[votes.size()];
        Arrays.setAll(weights, of);
        return weights;
    }

    /** How often each of n comes up in n draws. */
    private static int[] times(int n, RandomGenerator random) {
        int[] times = new int[n];
        for (int i = 0; i < n; i++) {
            times[random.nextInt(n)]++;
        }
        return times;
    }

    private @Nullable Interval interval(double value, double[] drawn, double narrowed) {
        double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
        int groups = byAnnotator ? Math.min(annotators, votes.activePrompts()) : votes.activePrompts();
        if (!Double.isFinite(value)
                || groups < 2
                || sorted.length == 0
                || sorted.length < (1 - MOST_UNDEFINED) * drawn.length) {
            return null;
        }
        double stretch = narrowed * Quantiles.smallSample(groups, alpha);
        return new Interval(
                value + stretch * (Quantiles.of(sorted, alpha / 2) - value),
                value + stretch * (Quantiles.of(sorted, 1 - alpha / 2) - value));
    }
}
