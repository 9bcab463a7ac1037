package org.careloop.run.memory;

/**
 * The settings that memory depends on.
 *
 * @param adapted whether adapters are trained, and not all weights
 * @param rank width of the adapters
 * @param frozenBytes of a weight that stays as it is
 * @param recompute whether the insides of layers are computed twice instead of kept
 * @param microBatchTokens tokens that are learnt from at once
 * @param samplingRows answers that are sampled at once
 * @param minibatch texts of one step
 * @param maxNewTokens of an answer that is sampled
 * @param goesBack whether a copy of the policy is kept to go back to
 */
public record Choices(
        boolean adapted,
        int rank,
        int frozenBytes,
        boolean recompute,
        int microBatchTokens,
        int samplingRows,
        int minibatch,
        int maxNewTokens,
        boolean goesBack) {
    /** Bytes of a weight in F32. */
    public static final int F32 = 4;

    /** Bytes of a weight in BF16 or F16. */
    public static final int SIXTEEN_BITS = 2;

    Choices withAdapter() {
        return new Choices(
                true, rank, frozenBytes, recompute, microBatchTokens, samplingRows, minibatch, maxNewTokens, goesBack);
    }

    Choices inSixteenBits() {
        return new Choices(
                adapted,
                rank,
                SIXTEEN_BITS,
                recompute,
                microBatchTokens,
                samplingRows,
                minibatch,
                maxNewTokens,
                goesBack);
    }

    Choices recomputing() {
        return new Choices(
                adapted, rank, frozenBytes, true, microBatchTokens, samplingRows, minibatch, maxNewTokens, goesBack);
    }

    /** With so many tokens learnt from at once. */
    public Choices withMicroBatch(int tokens) {
        return new Choices(
                adapted, rank, frozenBytes, recompute, tokens, samplingRows, minibatch, maxNewTokens, goesBack);
    }

    /** With so many answers sampled at once. */
    public Choices withRows(int rows) {
        return new Choices(
                adapted, rank, frozenBytes, recompute, microBatchTokens, rows, minibatch, maxNewTokens, goesBack);
    }
}
