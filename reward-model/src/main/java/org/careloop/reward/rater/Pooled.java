package org.careloop.reward.rater;

import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.settings.RaterSettings.Pooling;

/** One vector of a text from the hidden states of its tokens. */
final class Pooled {
    private Pooled() {}

    /** F32 {@code [batch, hidden]}, by whatever of the trunk is in use; a text's does not depend on the rest of its batch. */
    static Tensor of(LanguageModel trunk, TokenBatch batch, Pooling pooling) {
        try (Scope scope = Scope.open()) {
            Tensor hidden = trunk.hidden(batch); // [batch, length, hidden]
            return scope.keep(pooling == Pooling.LAST ? last(hidden, batch) : mean(hidden.to(DType.F32), batch));
        }
    }

    private static Tensor last(Tensor hidden, TokenBatch batch) {
        Tensor places =
                batch.lastPlaces().to(hidden.device()).reshape(-1, 1, 1).expand(batch.batch(), 1, hidden.size(2));
        return hidden.gather(1, places).squeeze(1).to(DType.F32);
    }

    private static Tensor mean(Tensor hidden, TokenBatch batch) {
        float[] counts = new float[batch.batch()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = batch.lengths().get(i);
        }
        Tensor tokens = batch.mask().to(hidden.device()).to(DType.F32).unsqueeze(-1); // [batch, length, 1]
        Tensor count = Tensor.of(counts, counts.length, 1).to(hidden.device());
        return hidden.mul(tokens).sum(1, false).div(count);
    }
}
