package org.careloop.lm.model;

import java.util.Optional;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.memory.LogitLimits;

/**
 * Log-probabilities of given tokens under a model at temperature 1, and the entropy of the distributions at their
 * positions: natural logarithms, F32. Computed in chunks, so that the logits of a whole batch never exist at the same time;
 * within a {@link GradientPass} they are not kept for the gradient either.
 *
 * @param logProbs of the wanted tokens, zero elsewhere
 * @param entropy of the distribution at each wanted position, zero elsewhere; all zero where only log-probabilities were
 *     wanted
 */
public record LogProbs(Tensor logProbs, Tensor entropy) {
    /**
     * Log-probability of every token but the first of each row, given those before it.
     *
     * @param hidden {@code [batch, length, hidden]}
     * @return {@code [batch, length - 1]}; position t belongs to token t + 1
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
     * @param wanted BOOL {@code [batch, length - 1]}; position t stands for token t + 1
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
        long vocabulary = model.config().vocabularySize();
        Chunking chunking = new Chunking(Math.max(1, LogitLimits.CHUNK / vocabulary), LogitLimits.KEPT / vocabulary);
        return at(model, hidden, batch, wanted, withEntropy, chunking);
    }

    /**
     * How many positions' logits exist at the same time.
     *
     * @param size of a chunk
     * @param kept as many in a pass with a gradient are one chunk, which is kept
     */
    record Chunking(long size, long kept) {
        long of(long positions, boolean recording) {
            return recording && positions <= kept ? Math.max(1, positions) : size;
        }
    }

    static LogProbs at(
            LanguageModel model,
            Tensor hidden,
            TokenBatch batch,
            Tensor wanted,
            boolean withEntropy,
            Chunking chunking) {
        long places = batch.length() - 1L;
        Tensor index = wanted.to(hidden.device()).reshape(-1).nonZero();
        Tensor rows = hidden.narrow(1, 0, places).reshape(-1, hidden.size(2)).indexSelect(0, index);
        Tensor targets =
                batch.ids().to(hidden.device()).narrow(1, 1, places).reshape(-1).indexSelect(0, index);
        long chunk = chunking.of(rows.size(0), model.recordingPass().isPresent());
        LogProbChunks pieces = new LogProbChunks(model, rows, targets, chunk, withEntropy);
        Optional<GradientPass> pass = model.recordingPass().filter(open -> pieces.count() > 1);
        Measured dense = pass.map(pieces::deferredTo).orElseGet(pieces::measured);
        return new LogProbs(
                spread(dense.logProbs(), index, batch, places), spread(dense.entropy(), index, batch, places));
    }

    /** Log-probabilities and entropies of consecutive positions, {@code [places]} each. */
    record Measured(Tensor logProbs, Tensor entropy) {}

    /** The values at the positions of {@code index}, zero elsewhere. */
    private static Tensor spread(Tensor dense, Tensor index, TokenBatch batch, long places) {
        Tensor all = Tensor.zeros(new long[] {batch.batch() * places}, DType.F32, index.device());
        return all.indexAdd(0, index, dense).reshape(batch.batch(), places);
    }
}
