package org.careloop.lm.generate;

import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.tensor.ValuesWithIndices;

/**
 * Draws the next token of each row from its logits, by inverting the cumulative distribution at the row's own random
 * number: the token of a row does not depend on the other rows.
 */
final class TokenDraw {
    private final Sampling sampling;

    TokenDraw(Sampling sampling) {
        this.sampling = sampling;
    }

    /**
     * @param logits {@code [rows, vocabulary]} F32
     * @param uniform {@code [rows, 1]} F32 in [0, 1); unused when greedy
     * @return ids {@code [rows]} I64
     */
    Tensor draw(Tensor logits, Tensor uniform) {
        if (sampling.isGreedy()) {
            return logits.argmax(-1);
        }
        if (!sampling.isTruncated()) {
            return invert(probabilities(logits), uniform).squeeze(1);
        }
        ValuesWithIndices sorted = sorted(logits);
        Tensor kept = nucleus(probabilities(sorted.values()));
        return sorted.indices().gather(1, invert(kept, uniform)).squeeze(1);
    }

    private ValuesWithIndices sorted(Tensor logits) {
        boolean some = sampling.topK() > 0 && sampling.topK() < logits.size(1);
        return some ? logits.topK(sampling.topK(), -1) : logits.sort(-1, true);
    }

    private Tensor probabilities(Tensor logits) {
        return sampling.temperature() == 1
                ? logits.softmax(-1)
                : logits.div(sampling.temperature()).softmax(-1);
    }

    /** Zeroes the tokens beyond the fewest whose probability reaches topP (nucleus sampling, Holtzman et al. 2020). */
    private Tensor nucleus(Tensor descending) {
        if (sampling.topP() == 1) {
            return descending;
        }
        Tensor before = descending.cumsum(-1).sub(descending);
        return descending.maskedFill(before.ge(sampling.topP()), 0);
    }

    /** The first index whose cumulative probability exceeds the number, {@code [rows, 1]}; never one of probability 0. */
    private static Tensor invert(Tensor probabilities, Tensor uniform) {
        Tensor cumulative = probabilities.cumsum(-1);
        Tensor total = cumulative.narrow(1, cumulative.size(1) - 1, 1);
        return cumulative.le(total.mul(uniform)).sum(1, true);
    }
}
