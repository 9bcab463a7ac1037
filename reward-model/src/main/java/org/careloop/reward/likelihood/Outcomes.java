package org.careloop.reward.likelihood;

import org.careloop.run.Verdict;

/**
 * Probabilities of the three outcomes of one vote on A against B; they sum to 1.
 *
 * @param win A is preferred
 * @param tie neither is
 * @param loss B is preferred
 */
public record Outcomes(double win, double tie, double loss) {

    /** How likely A is to win when one of the two does. */
    public double winIfDecisive() {
        return win / (win + loss);
    }

    /**
     * The probability of a verdict. {@link Verdict#BOTH_BAD} prefers neither response and counts as a tie here: a
     * likelihood of score differences cannot say that both are bad. The report has a figure for it.
     */
    public double of(Verdict verdict) {
        return switch (verdict) {
            case A -> win;
            case B -> loss;
            case SAME, BOTH_BAD -> tie;
        };
    }
}
