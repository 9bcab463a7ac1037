package org.careloop.lm.model;

import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Token steps without recording, over the filled positions of the cache. For the CPU. */
record PlainSteps(
        LanguageModel model, KeyValueCache cache, @Nullable Tensor tokenMask) implements TokenSteps {

    @Override
    public Tensor next(int[] ids, int[] positions) {
        Tensor upTo = tokenMask == null ? null : tokenMask.narrow(1, 0, cache.length() + 1L);
        return model.next(column(ids), column(positions), upTo, cache).select(1, 0);
    }

    private Tensor column(int[] values) {
        return Tensor.of(values, values.length, 1).to(model.device());
    }

    @Override
    public void close() {}
}
