package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Tensor;

/**
 * Log-probabilities of given tokens under a model at temperature 1, and the entropy of the distributions they were drawn
 * from: natural logarithms, F32. Computed over pieces of the text, so that the logits of a whole batch never exist at once.
 *
 * @param logProbs of the wanted tokens, zero elsewhere
 * @param entropy of the distribution at each wanted place, zero elsewhere
 */
public record LogProbs(Tensor logProbs, Tensor entropy) {
    /** Logits that may exist at once: 64 MiB in F32. */
    private static final long PIECE = 1 << 24;

    /**
     * Log-probability of every token but the first of each row, given those before it.
     *
     * @param hidden {@code [batch, length, hidden]}
     * @return {@code [batch, length - 1]}; place t belongs to token t + 1
     */
    public static Tensor of(LanguageModel model, Tensor hidden, TokenBatch batch) {
        Tensor mask = batch.mask();
        Tensor wanted = mask.narrow(1, 1, batch.length() - 1).logicalAnd(mask.narrow(1, 0, batch.length() - 1));
        return at(model, hidden, batch, wanted, false).logProbs();
    }

    /**
     * Log-probabilities and entropies where they are wanted, a response for instance.
     *
     * @param hidden {@code [batch, length, hidden]}
     * @param wanted BOOL {@code [batch, length - 1]}; place t stands for token t + 1
     * @return {@code [batch, length - 1]} each
     */
    public static LogProbs withEntropy(LanguageModel model, Tensor hidden, TokenBatch batch, Tensor wanted) {
        return at(model, hidden, batch, wanted, true);
    }

    /** As {@link #withEntropy}, the log-probabilities alone. */
    public static Tensor of(LanguageModel model, Tensor hidden, TokenBatch batch, Tensor wanted) {
        return at(model, hidden, batch, wanted, false).logProbs();
    }

    private static LogProbs at(
            LanguageModel model, Tensor hidden, TokenBatch batch, Tensor wanted, boolean withEntropy) {
        long places = batch.length() - 1L;
        Tensor index = wanted.to(hidden.device()).reshape(-1).nonZero();
        Tensor rows = hidden.narrow(1, 0, places).reshape(-1, hidden.size(2)).indexSelect(0, index);
        Tensor targets =
                batch.ids().to(hidden.device()).narrow(1, 1, places).reshape(-1).indexSelect(0, index);
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> entropies = new ArrayList<>();
        long piece = Math.max(1, PIECE / model.config().vocabularySize());
        for (long at = 0; at < index.count(); at += piece) {
            long length = Math.min(piece, index.count() - at);
            Tensor all = model.logits(rows.narrow(0, at, length)).to(DType.F32).logSoftmax(-1);
            logProbs.add(
                    all.gather(1, targets.narrow(0, at, length).unsqueeze(1)).squeeze(1));
            if (withEntropy) {
                entropies.add(all.exp().mul(all).sum(-1, false).neg());
            }
        }
        return new LogProbs(spread(logProbs, index, batch, places), spread(entropies, index, batch, places));
    }

    /** The parts one after another at the places of {@code index}, zero elsewhere. */
    private static Tensor spread(List<Tensor> parts, Tensor index, TokenBatch batch, long places) {
        Tensor all = Tensor.zeros(new long[] {batch.batch() * places}, DType.F32, index.device());
        if (!parts.isEmpty()) {
            Tensor dense = parts.size() == 1 ? parts.getFirst() : Tensor.cat(0, parts.toArray(Tensor[]::new));
            all = all.indexAdd(0, index, dense);
        }
        return all.reshape(batch.batch(), places);
    }
}
