package org.careloop.lm.model;

import org.careloop.lm.tensor.CudaGraph;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Passes on a graphics card, where launching some hundred small operations takes several times as long as reading the weights
 * for them: a pass is recorded once and launched as a whole from then on. For that all passes are the same work, over places
 * that are filled and places that are not; every {@value #STRETCH} places a new one is recorded, over more of them.
 */
final class RecordedSteps implements TokenSteps {
    private static final int STRETCH = 256;

    private final LanguageModel model;
    private final KeyValueCache cache;
    private final @Nullable Tensor seen;
    private final Tensor ids; // I64 [batch, 1]
    private final Tensor positions; // I64 [batch, 1]
    private final Tensor place; // I64 [1]
    private final Tensor hidden; // [batch, hidden]
    private @Nullable CudaGraph recording;
    private int room;

    RecordedSteps(LanguageModel model, KeyValueCache cache, @Nullable Tensor seen) {
        this.model = model;
        this.cache = cache;
        this.seen = seen;
        Device device = model.device();
        long batch = cache.batch();
        ids = Tensor.zeros(new long[] {batch, 1}, DType.I64, device).unscoped();
        positions = Tensor.zeros(new long[] {batch, 1}, DType.I64, device).unscoped();
        place = Tensor.zeros(new long[] {1}, DType.I64, device).unscoped();
        hidden = Tensor.zeros(new long[] {batch, model.config().hiddenSize()}, model.dtype(), device)
                .unscoped();
    }

    @Override
    public Tensor next(int[] newIds, int[] newPositions) {
        ids.copyFrom(Tensor.of(newIds, newIds.length, 1));
        positions.copyFrom(Tensor.of(newPositions, newPositions.length, 1));
        place.copyFrom(Tensor.of(new int[] {cache.length()}));
        recordedUpTo(cache.length() + 1).replay();
        cache.advance(1);
        return hidden;
    }

    private CudaGraph recordedUpTo(int tokens) {
        CudaGraph made = recording;
        if (made != null && tokens <= room) {
            return made;
        }
        forget();
        room = Math.min(cache.capacity(), Math.ceilDiv(tokens, STRETCH) * STRETCH);
        cache.fix(place, room);
        CudaGraph fresh = CudaGraph.of(model.device(), this::pass);
        recording = fresh;
        return fresh;
    }

    private void pass() {
        Tensor visible = seen == null ? null : seen.narrow(1, 0, room);
        AttentionMask.Pass all = new AttentionMask.Pass(visible, 1, room, place, model.device());
        hidden.copyFrom(model.forward(ids, positions, all, cache).select(1, 0));
    }

    private void forget() {
        CudaGraph made = recording;
        if (made != null) {
            made.close();
            recording = null;
        }
    }

    @Override
    public void close() {
        forget();
        cache.release();
        ids.close();
        positions.close();
        place.close();
        hidden.close();
    }
}
