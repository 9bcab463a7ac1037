package org.careloop.lm.model;

import java.util.HashMap;
import java.util.Map;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One linear map of a layer, with what an adapter under all of them adds to it, and its own, of which at most one is active. */
final class Projection {
    private final Tensor weight; // [out, in]
    private final @Nullable Tensor bias; // [out]
    private final Map<String, LoraPair> adapters = new HashMap<>();
    private @Nullable LoraPair foundation;
    private @Nullable LoraPair active;

    Projection(Tensor weight, @Nullable Tensor bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * {@code [.., in] -> [.., out]}, in the type of {@code x}.
     *
     * @param rounded {@code x} in the type of the weight
     */
    Tensor apply(Tensor rounded, Tensor x) {
        return adapted(rounded.linear(weight, bias), x);
    }

    /** Adds what the adapters change to the product of {@code x} and the weight, in the type of {@code x}. */
    Tensor adapted(Tensor product, Tensor x) {
        Tensor y = product.to(x.dtype());
        LoraPair always = foundation;
        LoraPair pair = active;
        Tensor founded = always == null ? y : always.addTo(y, x);
        return pair == null ? founded : pair.addTo(founded, x);
    }

    Tensor weight() {
        return weight;
    }

    @Nullable
    Tensor bias() {
        return bias;
    }

    /** What is added whichever adapter is active; null for nothing. */
    void lay(@Nullable LoraPair pair) {
        foundation = pair;
    }

    @Nullable
    LoraPair foundation() {
        return foundation;
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
