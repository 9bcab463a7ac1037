package org.careloop.lm.model;

import java.util.HashMap;
import java.util.Map;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One linear map of a layer, with its adapters, of which at most one is active. */
final class Projection {
    private final Tensor weight; // [out, in]
    private final @Nullable Tensor bias; // [out]
    private final Map<String, LoraPair> adapters = new HashMap<>();
    private @Nullable LoraPair active;

    Projection(Tensor weight, @Nullable Tensor bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /** {@code [.., in] -> [.., out]}. */
    Tensor apply(Tensor x) {
        return adapted(x.linear(weight, bias), x);
    }

    /** Adds the change of the active adapter to the product of {@code x} and the weight. */
    Tensor adapted(Tensor product, Tensor x) {
        LoraPair pair = active;
        return pair == null ? product : pair.addTo(product, x);
    }

    Tensor weight() {
        return weight;
    }

    @Nullable
    Tensor bias() {
        return bias;
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

    /** Activates an adapter, or none. An adapter that does not cover this projection leaves it unchanged. */
    void activate(@Nullable String adapter) {
        active = adapter == null ? null : adapters.get(adapter);
    }
}
