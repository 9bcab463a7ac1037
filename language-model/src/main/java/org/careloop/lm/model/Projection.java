package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One linear map of a layer, with what an adapter under all others adds to it, and those others, of which some are in use. */
final class Projection {
    private final Tensor weight; // [out, in]
    private final @Nullable Tensor bias; // [out]
    private final Map<String, LoraPair> adapters = new HashMap<>();
    private @Nullable LoraPair foundation;
    private List<LoraPair> inUse = List.of();

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
        for (LoraPair pair : inUse) {
            y = pair.addTo(y, x);
        }
        return y;
    }

    Tensor weight() {
        return weight;
    }

    @Nullable
    Tensor bias() {
        return bias;
    }

    /** What is added under every adapter that stands on the foundation, from the next activation on; null for nothing. */
    void lay(@Nullable LoraPair pair) {
        foundation = pair == null ? null : pair.still();
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

    /**
     * Uses an adapter and its ground from now on. One that does not cover this projection leaves it unchanged.
     *
     * @param name the adapter; null for none
     */
    void activate(Adapters.Ground ground, @Nullable String name) {
        List<LoraPair> pairs = new ArrayList<>();
        if (ground.founded() && foundation != null) {
            pairs.add(foundation);
        }
        ground.adapters().stream()
                .map(adapters::get)
                .filter(Objects::nonNull)
                .map(LoraPair::still)
                .forEach(pairs::add);
        LoraPair own = name == null ? null : adapters.get(name);
        if (own != null) {
            pairs.add(own);
        }
        inUse = List.copyOf(pairs);
    }
}
