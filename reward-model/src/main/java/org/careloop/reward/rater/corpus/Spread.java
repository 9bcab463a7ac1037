package org.careloop.reward.rater.corpus;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How scores are spread, in memory that does not grow with them.
 *
 * @param texts number of scores
 * @param sum of them
 * @param hundredths texts by score, in hundredths rounded down
 */
record Spread(long texts, double sum, TreeMap<Integer, Long> hundredths) {
    private static final double[] SHARES = {0.05, 0.25, 0.5, 0.75, 0.95};
    private static final int FINENESS = 100;
    private static final int WIDEST = 50;

    /** Scores lie from 0 to 5, those of a squared loss a little beyond; what is further out counts as the end. */
    private static final int OUTERMOST = 100 * FINENESS;

    static Spread none() {
        return new Spread(0, 0, new TreeMap<>());
    }

    Spread with(double score) {
        int place = (int) Math.clamp(Math.floor(score * FINENESS), -OUTERMOST, OUTERMOST);
        hundredths.merge(place, 1L, Long::sum);
        return new Spread(texts + 1, sum + score, hundredths);
    }

    double mean() {
        return texts == 0 ? 0 : sum / texts;
    }

    /** The lowest score of the hundredth in which the text stands that so large a share of them is below. */
    private double quantile(double share) {
        long wanted = (long) (share * (texts - 1));
        long before = 0;
        for (Map.Entry<Integer, Long> each : hundredths.entrySet()) {
            before += each.getValue();
            if (before > wanted) {
                return (double) each.getKey() / FINENESS;
            }
        }
        return Double.NaN;
    }

    /** Figures on one line. */
    String line(String name) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%-24s %9d texts, mean %.3f; quantiles", name, texts, mean()));
        for (double share : SHARES) {
            line.append(String.format(Locale.ROOT, "  %.2f: %.2f", share, quantile(share)));
        }
        return line.append('\n').toString();
    }

    /** A histogram by halves, with how many texts a threshold would leave. */
    String histogram() {
        TreeMap<Integer, Long> halves = new TreeMap<>();
        hundredths.forEach((place, count) -> halves.merge(Math.floorDiv(place, FINENESS / 2), count, Long::sum));
        long most = halves.values().stream().mapToLong(Long::longValue).max().orElse(1);
        StringBuilder text = new StringBuilder();
        long left = texts;
        for (Map.Entry<Integer, Long> half : halves.entrySet()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%5.1f to %4.1f %9d  %5.1f %% from here up  %s%n",
                    half.getKey() / 2.0,
                    half.getKey() / 2.0 + 0.5,
                    half.getValue(),
                    100.0 * left / texts,
                    "#".repeat((int) (half.getValue() * WIDEST / most))));
            left -= half.getValue();
        }
        return text.toString();
    }
}
