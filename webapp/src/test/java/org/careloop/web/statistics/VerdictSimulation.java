package org.careloop.web.statistics;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How often the statistics of a verdict are wrong, in studies whose truth is known; docs/benchmarks.md says what came out.
 *
 * <pre>java -cp … org.careloop.web.statistics.VerdictSimulation STUDIES sequential|coverage|biased SEED…</pre>
 *
 * Each line of its output is a row of a table in Markdown. Adjusted estimates are costly; they come from a tenth of the
 * studies.
 */
final class VerdictSimulation {
    private static final double ALPHA = .05;
    private static final int RESAMPLES = 300;
    private static final int RESAMPLES_OF_FITS = 50;
    /** Votes on a prompt depend on each other a little. */
    private static final double WEAK = .35;
    /** They depend on each other so much that one bet a vote errs in a fifth of the studies. */
    private static final double STRONG = .78;

    private final int studies;
    private final RandomGenerator random;
    private final PrintStream out;
    private final Map<Counts, Boolean> significant = new HashMap<>();

    private VerdictSimulation(int studies, long seed, PrintStream out) {
        this.studies = studies;
        this.random = new SplittableRandom(seed);
        this.out = out;
    }

    public static void main(String[] arguments) {
        int studies = Integer.parseInt(arguments[0]);
        for (String seed : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            VerdictSimulation simulation = new VerdictSimulation(studies, Long.parseLong(seed), System.out);
            switch (arguments[1]) {
                case "sequential" -> {
                    simulation.sequential(seed, "weakly dependent votes", WEAK);
                    simulation.sequential(seed, "strongly dependent votes", STRONG);
                }
                case "coverage" -> {
                    simulation.coverage(seed, "by prompt, six annotators, alike", 6, 0);
                    simulation.coverage(seed, "two-way, twenty annotators, alike", 20, 0);
                    simulation.coverage(seed, "two-way, twenty annotators, leanings .15", 20, .15);
                    simulation.coverage(seed, "two-way, eight annotators, leanings .15", 8, .15);
                }
                case "biased" -> simulation.biased(seed);
                default ->
                    throw new IllegalArgumentException(arguments[1] + ": expected sequential, coverage or biased");
            }
        }
    }

    /** Both models alike, whatever this crowd leans to: how often is one called better at any time? */
    private void sequential(String seed, String name, double spread) {
        int[] errors = new int[3];
        int covered = 0;
        double width = 0;
        for (int s = 0; s < studies; s++) {
            Votes votes = SimulatedStudy.of(0, spread, .15, true).draw(random).votes();
            double[] outcomes = votes.promptMeans();
            errors[0] += ETest.of(outcomes).reachedAt(ALPHA).isPresent() ? 1 : 0;
            errors[1] += ETest.of(each(votes)).reachedAt(ALPHA).isPresent() ? 1 : 0;
            errors[2] += signTestEverErrs(votes) ? 1 : 0;
            Interval interval = HedgedBetting.ofDifferences(outcomes, ALPHA);
            covered += interval.contains(0) ? 1 : 0;
            width += interval.width() / studies;
        }
        out.printf(
                "| %s | %s | error: a bet a prompt %s, a bet a vote %s, sign test after each prompt %s | anytime interval covers %s, width %.3f |%n",
                seed, name, share(errors[0]), share(errors[1]), share(errors[2]), share(covered), width);
    }

    private static double[] each(Votes votes) {
        return IntStream.range(0, votes.size()).mapToDouble(votes::value).toArray();
    }

    /** The wrong way: all votes so far in a sign test, looked at after every prompt. */
    private boolean signTestEverErrs(Votes votes) {
        int good = 0;
        int bad = 0;
        for (int vote = 0; vote < votes.size(); vote++) {
            good += votes.value(vote) > 0 ? 1 : 0;
            bad += votes.value(vote) < 0 ? 1 : 0;
            boolean looked = (vote + 1) % SimulatedStudy.VOTES == 0;
            if (looked && significant.computeIfAbsent(new Counts(good, 0, bad), c -> c.signTest() < ALPHA)) {
                return true;
            }
        }
        return false;
    }

    private void coverage(String seed, String name, int annotators, double leaning) {
        double effect = .1;
        double truth = effect * (1 - SimulatedStudy.TIES);
        SimulatedStudy study = new SimulatedStudy(400, annotators, effect, .5, leaning, false, 0, 0, 0, .5);
        Tally tally = tally(
                studies,
                truth,
                votes -> new ClusteredBootstrap(votes.votes(), ALPHA, RESAMPLES, random.nextLong()).netWinRate(),
                study);
        out.printf(
                "| %s | %s | covers %s | width %.3f, oracle's %.3f |%n",
                seed, name, tally.covered(), tally.width(), tally.oracle());
    }

    /** Equal models; the new one's answers are longer, stand on the left more often, and both please. */
    private void biased(String seed) {
        SimulatedStudy study = new SimulatedStudy(400, 20, 0, .3, .1, true, .3, .3, .15, .8);
        Tally bare = tally(
                studies / 10,
                0,
                drawn -> new ClusteredBootstrap(drawn.votes(), ALPHA, RESAMPLES, random.nextLong()).netWinRate(),
                study);
        Tally adjusted = tally(
                studies / 10,
                0,
                drawn -> new Adjustment(drawn.votes(), drawn.covariates())
                        .adjusted(ALPHA, RESAMPLES_OF_FITS, random.nextLong())
                        .netWinRate(),
                study);
        out.printf(
                "| %s | biased annotators, models alike | as voted: mean %+.3f, covers %s | adjusted: mean %+.3f, covers %s |%n",
                seed, bare.mean(), bare.covered(), adjusted.mean(), adjusted.covered());
    }

    /** What many studies gave; the oracle knows the spread of the estimates over them. */
    private record Tally(String covered, double width, double mean, double oracle) {}

    private Tally tally(int studies, double truth, Estimator estimator, SimulatedStudy study) {
        int covered = 0;
        double[] values = new double[studies];
        double[] widths = new double[studies];
        for (int s = 0; s < studies; s++) {
            ClusteredBootstrap.Estimate estimate = estimator.of(study.draw(random));
            Interval interval = estimate.interval();
            if (interval == null) {
                throw new IllegalStateException("no interval in study " + s);
            }
            covered += interval.contains(truth) ? 1 : 0;
            values[s] = estimate.value();
            widths[s] = interval.width();
        }
        double mean = mean(values, v -> v);
        double spread = Math.sqrt(mean(values, v -> (v - mean) * (v - mean)));
        return new Tally("%.2f %%".formatted(100.0 * covered / studies), mean(widths, v -> v), mean, 2 * 1.96 * spread);
    }

    private interface Estimator {
        ClusteredBootstrap.Estimate of(SimulatedStudy.Drawn drawn);
    }

    private static double mean(double[] values, ToDoubleFunction<Double> figure) {
        return Arrays.stream(values).boxed().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private String share(int count) {
        return "%.2f %%".formatted(100.0 * count / studies);
    }
}
