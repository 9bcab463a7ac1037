package org.careloop.lm.generate;

import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Which places of a cache hold tokens: all but those in front of a shorter prompt. */
final class Seen {
    /** {@code [rows, capacity]} BOOL; null when all prompts are of one length and nothing is padded. */
    private @Nullable Tensor mask;

    Seen(TokenBatch prompts, int capacity, Device device) {
        if (prompts.padding() != TokenBatch.Padding.NONE) {
            mask = Tensor.ones(new long[] {prompts.batch(), capacity}, DType.BOOL, device);
            mask.narrow(1, 0, prompts.length()).copyFrom(prompts.mask());
        }
    }

    @Nullable
    Tensor upTo(int length) {
        Tensor all = mask;
        return all == null ? null : all.narrow(1, 0, length);
    }

    void keepRows(Tensor index) {
        Tensor all = mask;
        if (all != null) {
            mask = all.indexSelect(0, index).unscoped();
            all.close();
        }
    }
}
