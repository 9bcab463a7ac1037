package org.careloop.lm.dialogues;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;

/**
 * A turn after the first: what its history does for its answer.
 *
 * @param turn counted from 1
 * @param tokens of the answer, the end of its turn included
 * @param lossWithHistory mean negative log-likelihood of a token of the answer after history and question, nats
 * @param lossWithout the same after the question alone
 * @param ratio the first divided by the second
 */
record TurnScore(int turn, int tokens, double lossWithHistory, double lossWithout, double ratio) {
    TurnScore {
        if (!Double.isFinite(ratio)) {
            throw new BadValue(Phrase.filled(
                    "dialogues.ratio",
                    "the loss of turn %s is no number; the model's weights are damaged, or overflow in this dtype: try"
                            + " dtype=f32",
                    turn));
        }
    }

    /** Where a model is certain of every token, a loss of 0 would leave no ratio. */
    private static final double CERTAIN = 1e-12;

    static TurnScore of(int turn, int tokens, double withHistory, double without) {
        return new TurnScore(
                turn, tokens, withHistory, without, Math.max(withHistory, CERTAIN) / Math.max(without, CERTAIN));
    }

    @JsonIgnore
    boolean isHelped() {
        return ratio < 1;
    }
}
