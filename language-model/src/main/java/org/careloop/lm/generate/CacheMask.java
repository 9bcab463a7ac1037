package org.careloop.lm.generate;

import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Which positions of a cache hold tokens: all but the padding in front of shorter prompts. Belongs to no scope, so it must
 * be closed.
 */
final class CacheMask implements AutoCloseable {
    /** {@code [rows, capacity]} BOOL; null when all prompts are of one length and nothing is padded. */
    private @Nullable Tensor mask;

    CacheMask(TokenBatch prompts, int capacity, Device device) {
        if (prompts.padding() != TokenBatch.Padding.NONE) {
            Tensor all = Tensor.ones(new long[] {prompts.batch(), capacity}, DType.BOOL, device);
            all.narrow(1, 0, prompts.length()).copyFrom(prompts.mask());
            mask = all.unscoped();
        }
    }

    @Nullable
    Tensor mask() {
        return mask;
    }

    void keepRows(Tensor index) {
        Tensor all = mask;
        if (all != null) {
            mask = all.indexSelect(0, index).unscoped();
            all.close();
        }
    }

    @Override
    public void close() {
        Tensor all = mask;
        if (all != null) {
            all.close();
        }
    }
}
