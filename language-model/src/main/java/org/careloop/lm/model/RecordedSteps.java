package org.careloop.lm.model;

import org.careloop.lm.tensor.CudaGraph;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Token steps on a GPU as a recorded CUDA graph. Launching the hundreds of small operations of a pass one by one takes
 * several times as long as reading the weights; a graph launches them together. All passes of a graph have to be the
 * same work, so attention covers a fixed number of positions, filled or not; every {@value #STRETCH} tokens a longer
 * graph is recorded.
 */
final class RecordedSteps implements TokenSteps {
    private static final int STRETCH = 256;

    private final LanguageModel model;
    private final KeyValueCache cache;
    private final @Nullable Tensor tokenMask;
    private final Tensor ids; // I64 [batch, 1]
    private final Tensor positions; // I64 [batch, 1]
    private final Tensor place; // I64 [1]
    private final Tensor hidden; // [batch, hidden]
    private @Nullable CudaGraph graph;
    private int recordedLength;

    RecordedSteps(LanguageModel model, KeyValueCache cache, @Nullable Tensor tokenMask) {
        this.model = model;
        this.cache = cache;
        this.tokenMask = tokenMask;
        Device device = model.device();
        long batch = cache.batch();
        ids = Tensor.zeros(new long[] {batch, 1}, DType.I64, device).unscoped();
        positions = Tensor.zeros(new long[] {batch, 1}, DType.I64, device).unscoped();
        place = Tensor.zeros(new long[] {1}, DType.I64, device).unscoped();
        hidden = Tensor.zeros(new long[] {batch, model.config().hiddenSize()}, DType.F32, device)
                .unscoped();
    }

    @Override
    public Tensor next(int[] newIds, int[] newPositions) {
        ids.copyFrom(Tensor.of(newIds, newIds.length, 1));
        positions.copyFrom(Tensor.of(newPositions, newPositions.length, 1));
        place.copyFrom(Tensor.of(new int[] {cache.length()}));
        graphFor(cache.length() + 1).replay();
        cache.advance(1);
        return hidden;
    }

    private CudaGraph graphFor(int tokens) {
        CudaGraph current = graph;
        if (current != null && tokens <= recordedLength) {
            return current;
        }
        closeGraph();
        recordedLength = Math.min(cache.capacity(), Math.ceilDiv(tokens, STRETCH) * STRETCH);
        cache.fix(place, recordedLength);
        CudaGraph fresh = CudaGraph.of(model.device(), this::pass);
        graph = fresh;
        return fresh;
    }

    private void pass() {
        Tensor visible = tokenMask == null ? null : tokenMask.narrow(1, 0, recordedLength);
        AttentionMask.Pass all = AttentionMask.Pass.at(place, visible, recordedLength, model.device());
        hidden.copyFrom(model.forward(ids, positions, all, cache).select(1, 0));
    }

    private void closeGraph() {
        CudaGraph current = graph;
        if (current != null) {
            current.close();
            graph = null;
        }
    }

    @Override
    public void close() {
        closeGraph();
        cache.release();
        ids.close();
        positions.close();
        place.close();
        hidden.close();
    }
}
