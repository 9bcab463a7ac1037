package org.careloop.ppo.memory;

import java.io.IOException;
import java.nio.file.Path;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.train.Trainee;

/**
 * The sizes of a model that its memory follows from.
 *
 * @param weights of the trunk
 */
record ModelShape(ModelConfig config, long weights) {
    private static final long F32 = 4;

    static ModelShape of(Path directory) throws IOException {
        return new ModelShape(ModelConfig.read(directory), Trainee.weights(directory));
    }

    private long queries() {
        return (long) config.heads() * config.headSize();
    }

    private long keys() {
        return (long) config.keyValueHeads() * config.headSize();
    }

    /** Weights of an adapter over all projections of attention and of the feed-forward part. */
    long adapterWeights(int rank) {
        long hidden = config.hiddenSize();
        long inner = config.experts() == null ? config.intermediateSize() : 0;
        long attention = 2 * (hidden + queries()) + 2 * (hidden + keys());
        long feedForward = inner == 0 ? 0 : 3 * (hidden + inner);
        return rank * config.layers() * (attention + feedForward);
    }

    /** Bytes of the keys and values of one token. */
    long cacheBytes(long elementBytes) {
        return 2 * keys() * config.layers() * elementBytes;
    }

    /** Bytes that one token's way through the layers leaves behind until its gradient has come. */
    long learningBytes(boolean recompute) {
        return recompute ? config.layers() * F32 * config.hiddenSize() + insides() : config.layers() * insides();
    }

    /**
     * What autograd keeps of one layer and token. Counted from {@code DecoderLayer}, with adapters over all maps: both norms and
     * residuals; queries, keys and values before and after they turn, and what attention mixes; gate and up, the gate opened, their
     * product, and the inputs of the three maps rounded.
     */
    private long insides() {
        long hidden = config.hiddenSize();
        long inner = config.experts() == null
                ? config.intermediateSize()
                : (long) config.experts().perToken() * config.experts().intermediateSize();
        return F32 * (6 * hidden + 5 * queries() + 6 * keys() + 5 * inner);
    }

    /** Bytes of the logits of so many tokens and of what a gradient makes of them: few are kept, of many only a chunk exists. */
    long logitBytes(long places) {
        long all = places * config.vocabularySize();
        return all <= LogProbs.KEPT_LOGITS ? 3 * F32 * all : 4 * F32 * LogProbs.MAX_LOGITS;
    }
}
