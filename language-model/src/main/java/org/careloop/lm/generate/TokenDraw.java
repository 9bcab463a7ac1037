package org.careloop.lm.generate;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Ranked;
import org.careloop.lm.tensor.Tensor;

/**
 * Draws the next token of each row from its logits, by the inverse of the cumulative distribution at a number that each
 * row brings along: what a row gets does not depend on the rows beside it.
 */
final class TokenDraw {
    private final Sampling sampling;

    TokenDraw(Sampling sampling) {
        this.sampling = sampling;
    }

    /** Ids {@code [rows]} I64 and their log-probabilities {@code [rows]} F32 under the logits as they are. */
    record Drawn(Tensor ids, Tensor logProbs) {}

    /**
     * @param logits {@code [rows, vocabulary]}
     * @param uniform {@code [rows, 1]} F32 in [0, 1); not looked at when greedy
     */
    Drawn draw(Tensor logits, Tensor uniform) {
        Tensor logProbs = logits.to(DType.F32).logSoftmax(-1);
        Tensor ids = ids(logProbs, uniform); // [rows, 1]
        return new Drawn(ids.squeeze(1), logProbs.gather(1, ids).squeeze(1));
    }

    private Tensor ids(Tensor logProbs, Tensor uniform) {
        if (sampling.isGreedy()) {
            return logProbs.argmax(-1).unsqueeze(1);
        }
        if (!sampling.isTruncated()) {
            return place(tempered(logProbs), uniform);
        }
        Ranked ranked = ranked(logProbs);
        Tensor kept = nucleus(tempered(ranked.values()));
        return ranked.indices().gather(1, place(kept, uniform));
    }

    private Ranked ranked(Tensor logProbs) {
        boolean some = sampling.topK() > 0 && sampling.topK() < logProbs.size(1);
        return some ? logProbs.topK(sampling.topK(), -1) : logProbs.sort(-1, true);
    }

    private Tensor tempered(Tensor logProbs) {
        return sampling.temperature() == 1
                ? logProbs.softmax(-1)
                : logProbs.div(sampling.temperature()).softmax(-1);
    }

    /** Zero for every token that the likelier ones before it have made superfluous (Holtzman et al. 2020). */
    private Tensor nucleus(Tensor ranked) {
        if (sampling.topP() == 1) {
            return ranked;
        }
        Tensor before = ranked.cumsum(-1).sub(ranked);
        return ranked.maskedFill(before.ge(sampling.topP()), 0);
    }

    /** The first place whose cumulative share exceeds the number; never one of probability 0. */
    private static Tensor place(Tensor shares, Tensor uniform) {
        Tensor cumulative = shares.cumsum(-1);
        Tensor total = cumulative.narrow(1, cumulative.size(1) - 1, 1);
        return cumulative.le(total.mul(uniform)).sum(1, true);
    }
}
