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
        LogProbs dense = rows(model, rows, targets, withEntropy);
        return new LogProbs(
                spread(dense.logProbs(), index, batch.batch(), places),
                spread(dense.entropy(), index, batch.batch(), places));
    }

    private static Tensor spread(Tensor dense, Tensor index, long batch, long places) {
        return Tensor.zeros(new long[] {batch * places}, DType.F32, dense.device())
                .indexAdd(0, index, dense)
                .reshape(batch, places);
    }

    /** {@code rows [n, hidden]} and {@code targets [n]} I64; gives {@code [n]} each. */
    static LogProbs rows(LanguageModel model, Tensor rows, Tensor targets, boolean withEntropy) {
        long piece = Math.max(1, PIECE / model.config().vocabularySize());
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> entropies = new ArrayList<>();
        for (long at = 0; at < rows.size(0); at += piece) {
            long length = Math.min(piece, rows.size(0) - at);
            Tensor all = model.logits(rows.narrow(0, at, length)).to(DType.F32).logSoftmax(-1);
            Tensor target = targets.narrow(0, at, length).unsqueeze(1);
            logProbs.add(all.gather(1, target).squeeze(1));
            if (withEntropy) {
                entropies.add(all.exp().mul(all).sum(1, false).neg());
            }
        }
        Tensor joined = joined(logProbs, rows);
        return new LogProbs(
                joined, withEntropy ? joined(entropies, rows) : joined.detach().mul(0));
    }

    private static Tensor joined(List<Tensor> parts, Tensor like) {
        return switch (parts.size()) {
            case 0 -> Tensor.zeros(new long[] {0}, DType.F32, like.device());
            case 1 -> parts.getFirst();
            default -> Tensor.cat(0, parts.toArray(Tensor[]::new));
        };
    }
}
