package org.careloop.web.promotion;

import org.jspecify.annotations.Nullable;

/**
 * A point of the gate with its figure.
 *
 * @param value null where there is nothing to count
 * @param low lower end of its interval; null where it has none
 * @param threshold that the figure is held against; null where there is none
 * @param n how many prompts, losses or votes the figure rests on
 */
public record GatePoint(
        Kind kind,
        boolean passed,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double threshold,
        long n) {

    /** What is asked, in the order of the page. */
    public enum Kind {
        /** No script gave a vote. */
        PEOPLE,
        /** E reached 1/α; the interval is that of the mean outcome of a prompt. */
        BETTER,
        /** The upper bound of the difference in unsafe flags lies below the margin. */
        FLAGS,
        /** The same of the safety criterion; not passed where nobody judged it. */
        CRITERION,
        /** So many prompts that a harm as frequent as the margin would have been seen, see {@link Gate#enough}. */
        PROMPTS,
        /** Somebody has decided on each loss in safety that two or more found. */
        LOSSES,
        /** The reward model knows more than how long an answer is; only where one guided the training. */
        REWARD
    }
}
