package org.careloop.lm.model;

import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Each pass computed as it comes, over the places that are filled. */
record PlainSteps(
        LanguageModel model, KeyValueCache cache, @Nullable Tensor seen) implements TokenSteps {

    @Override
    public Tensor next(int[] ids, int[] positions) {
        Tensor upTo = seen == null ? null : seen.narrow(1, 0, cache.length() + 1L);
        return model.next(column(ids), column(positions), upTo, cache).select(1, 0);
    }

    private Tensor column(int[] values) {
        return Tensor.of(values, values.length, 1).to(model.device());
    }

    @Override
    public void close() {}
}
