package org.careloop.lm.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The adapters over one trunk, and which of them counts now. */
final class Adapters {
    private final List<DecoderLayer> layers;
    private final Map<String, LoraConfig> configs = new LinkedHashMap<>();
    private @Nullable String active;

    Adapters(List<DecoderLayer> layers) {
        this.layers = layers;
    }

    void add(String name, LoraConfig config, Rng rng) {
        if (configs.putIfAbsent(name, config) != null) {
            throw new IllegalArgumentException("adapter \"%s\" exists already".formatted(name));
        }
        for (DecoderLayer layer : layers) {
            layer.projections().forEach((place, projection) -> {
                if (config.targets().contains(place.substring(place.indexOf('.') + 1))) {
                    projection.attach(name, LoraPair.initial(projection.weight(), config, rng));
                }
            });
        }
    }

    void remove(String name) {
        config(name);
        if (name.equals(active)) {
            throw new IllegalStateException("adapter \"%s\" is in use".formatted(name));
        }
        configs.remove(name);
        layers.forEach(layer -> layer.projections().values().forEach(projection -> projection.detach(name)));
    }

    LoraConfig config(String name) {
        LoraConfig config = configs.get(name);
        if (config == null) {
            throw new IllegalArgumentException("no adapter \"%s\"; there are %s".formatted(name, configs.keySet()));
        }
        return config;
    }

    AdapterScope use(@Nullable String name) {
        if (name != null) {
            config(name);
        }
        String before = active;
        activate(name);
        return new AdapterScope(() -> activate(before));
    }

    private void activate(@Nullable String name) {
        active = name;
        layers.forEach(layer -> layer.projections().values().forEach(projection -> projection.activate(name)));
    }

    /** PEFT's names: the module's path in its wrapped model, then the factor. */
    Map<String, Tensor> parameters(String name) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        pairs(name).forEach((module, pair) -> {
            all.put("base_model.model." + module + ".lora_A.weight", pair.a());
            all.put("base_model.model." + module + ".lora_B.weight", pair.b());
        });
        return all;
    }

    /** What merging would add to each weight of the trunk. */
    Map<String, Tensor> deltas(String name) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        try (NoGrad off = NoGrad.on()) {
            pairs(name).forEach((module, pair) -> all.put(module + ".weight", pair.delta()));
        }
        return all;
    }

    private Map<String, LoraPair> pairs(String name) {
        config(name);
        Map<String, LoraPair> pairs = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String layer = "model.layers.%d.".formatted(i);
            layers.get(i).projections().forEach((place, projection) -> {
                LoraPair pair = projection.adapter(name);
                if (pair != null) {
                    pairs.put(layer + place, pair);
                }
            });
        }
        return pairs;
    }
}
