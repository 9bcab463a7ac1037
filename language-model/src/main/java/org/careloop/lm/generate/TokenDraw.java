package org.careloop.lm.generate;

import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.tensor.ValuesWithIndices;

/**
 * Draws the next token of each row from its logits, by the inverse of the cumulative distribution at a number that each
 * row brings along: what a row gets does not depend on the rows beside it.
 */
final class TokenDraw {
    private final Sampling sampling;

    TokenDraw(Sampling sampling) {
        this.sampling = sampling;
    }

    /**
     * @param logits {@code [rows, vocabulary]} F32
     * @param uniform {@code [rows, 1]} F32 in [0, 1); not looked at when greedy
     * @return ids {@code [rows]} I64
     */
    Tensor draw(Tensor logits, Tensor uniform) {
        if (sampling.isGreedy()) {
            return logits.argmax(-1);
        }
        if (!sampling.isTruncated()) {
            return place(shares(logits), uniform).squeeze(1);
        }
        ValuesWithIndices ranked = ranked(logits);
        Tensor kept = nucleus(shares(ranked.values()));
        return ranked.indices().gather(1, place(kept, uniform)).squeeze(1);
    }

    private ValuesWithIndices ranked(Tensor logits) {
        boolean some = sampling.topK() > 0 && sampling.topK() < logits.size(1);
        return some ? logits.topK(sampling.topK(), -1) : logits.sort(-1, true);
    }

    private Tensor shares(Tensor logits) {
        return sampling.temperature() == 1
                ? logits.softmax(-1)
                : logits.div(sampling.temperature()).softmax(-1);
    }

    /** Zero for every token that the likelier ones before it have made superfluous (Holtzman et al. 2020). */
    private Tensor nucleus(Tensor ranked) {
        if (sampling.topP() == 1) {
            return ranked;
        }
        Tensor before = ranked.cumsum(-1).sub(ranked);
        return ranked.maskedFill(before.ge(sampling.topP()), 0);
    }

    /** The first place whose cumulative share exceeds the number, {@code [rows, 1]}; never one of probability 0. */
    private static Tensor place(Tensor shares, Tensor uniform) {
        Tensor cumulative = shares.cumsum(-1);
        Tensor total = cumulative.narrow(1, cumulative.size(1) - 1, 1);
        return cumulative.le(total.mul(uniform)).sum(1, true);
    }
}
