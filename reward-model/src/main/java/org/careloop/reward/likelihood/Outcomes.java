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
     * How likely a verdict is. {@link Verdict#BOTH_BAD} prefers neither response and is a tie here; what it says about
     * both has no place in a likelihood of differences and is reported apart.
     */
    public double of(Verdict verdict) {
        return switch (verdict) {
            case A -> win;
            case B -> loss;
            case SAME, BOTH_BAD -> tie;
        };
    }
}
