package org.careloop.lm.model;

import java.util.HashMap;
import java.util.Map;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.PackedWeight;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One linear map of a layer, with the adapters that have been laid over it; at most one of them is active. */
final class Projection {
    private final Tensor weight; // [out, in]
    private final @Nullable Tensor bias; // [out]
    private final Map<String, LoraPair> adapters = new HashMap<>();
    private @Nullable LoraPair active;
    private @Nullable PackedWeight packed;

    Projection(Tensor weight, @Nullable Tensor bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /** {@code [.., in] -> [.., out]}. */
    Tensor apply(Tensor x) {
        PackedWeight fast = packed;
        Tensor y = fast == null || NoGrad.isRecording() ? x.linear(weight, bias) : fast.apply(x, bias);
        LoraPair pair = active;
        return pair == null ? y : pair.addTo(y, x);
    }

    Tensor weight() {
        return weight;
    }

    /** Multiplies by a packed copy of the weight from now on, unless gradients are recorded; null for the weight itself. */
    void packed(@Nullable PackedWeight copy) {
        packed = copy;
    }

    void attach(String adapter, LoraPair pair) {
        adapters.put(adapter, pair);
    }

    void detach(String adapter) {
        adapters.remove(adapter);
    }

    @Nullable
    LoraPair adapter(String name) {
        return adapters.get(name);
    }

    /** Makes one adapter count, or none. An adapter that does not cover this projection leaves it plain. */
    void activate(@Nullable String adapter) {
        active = adapter == null ? null : adapters.get(adapter);
    }
}
