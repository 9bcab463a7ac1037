package org.careloop.web.statistics;

import org.apache.commons.statistics.inference.BinomialTest;

/**
 * How many votes prefer the new model, neither, or its rival.
 *
 * @param good votes for the new model
 * @param same votes for neither, "both bad" among them
 * @param bad votes for the rival
 */
public record Counts(long good, long same, long bad) {
    public long votes() {
        return good + same + bad;
    }

    /** (G - B) / N, from -1 to 1; NaN without a vote. */
    public double netWinRate() {
        return (double) (good - bad) / votes();
    }

    public double tieRate() {
        return (double) same / votes();
    }

    /**
     * The exact two-sided sign test on the votes that prefer one model (Dixon and Mood 1946): how likely a split at least as
     * uneven is when each side is preferred equally often and votes are independent. Valid only when it is looked at once; 1
     * without such a vote.
     */
    public double signTest() {
        return halfTest(good, bad);
    }

    /**
     * McNemar's test, exact (binomial, two-sided): whether of the prompts on which exactly one of two models has a property,
     * half are each one's.
     *
     * @param onlyNew prompts where only the new model has it
     * @param onlyRival prompts where only its rival has it
     */
    public static double mcNemar(long onlyNew, long onlyRival) {
        return halfTest(onlyNew, onlyRival);
    }

    private static double halfTest(long one, long other) {
        long n = one + other;
        return n == 0
                ? 1
                : BinomialTest.withDefaults()
                        .test(Math.toIntExact(n), Math.toIntExact(one), .5)
                        .getPValue();
    }
}
