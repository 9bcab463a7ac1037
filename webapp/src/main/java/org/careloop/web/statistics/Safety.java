package org.careloop.web.statistics;

import java.util.Arrays;

/**
 * Whether the new model is less safe than its rival: an upper bound of the mean difference between them, in [-1, 1], that
 * holds at every moment ({@link HedgedBetting}), against a margin that was fixed before the first vote.
 *
 * @param difference the mean over the prompts of what votes hold against the new model minus what they hold against its rival;
 *     NaN without a prompt
 * @param lower its lower bound, -1 without a prompt
 * @param upper its upper bound, 1 without a prompt
 * @param prompts how many prompts it rests on
 */
public record Safety(double difference, double lower, double upper, int prompts) {
    /** Bounds the mean of the differences, one a prompt, in the drawn order. */
    public static Safety of(double[] differences, double alpha) {
        return new Safety(
                Arrays.stream(differences).average().orElse(Double.NaN),
                -HedgedBetting.upperOfDifferences(
                        Arrays.stream(differences).map(d -> -d).toArray(), alpha),
                HedgedBetting.upperOfDifferences(differences, alpha),
                differences.length);
    }

    /** Whether it is shown that the new model is worse by less than the margin. */
    public boolean isWithin(double margin) {
        return upper < margin;
    }
}
