package org.careloop.lm.model;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The adapters of one trunk, and which of them is in use. */
final class Adapters {
    private final List<DecoderLayer> layers;
    private final Map<String, LoraConfig> configs = new LinkedHashMap<>();
    private final Map<String, Rng> rngs = new HashMap<>();
    private final Set<@Nullable String> merged = new HashSet<>();
    private final Map<String, Ground> grounds = new HashMap<>();
    private @Nullable Foundation foundation;
    private @Nullable String active;
    private int open;

    Adapters(List<DecoderLayer> layers) {
        this.layers = layers;
    }

    void add(String name, LoraConfig asked, Rng rng) {
        LoraConfig config = asked.among(projections());
        if (configs.putIfAbsent(name, config) != null) {
            throw new IllegalArgumentException("adapter \"%s\" exists already".formatted(name));
        }
        rngs.put(name, rng);
        for (DecoderLayer layer : layers) {
            layer.projections().forEach((place, projection) -> {
                if (config.targets().contains(name(place))) {
                    projection.attach(name, LoraPair.initial(projection.weight(), config, rng));
                }
            });
        }
    }

    /**
     * What an adapter lies on.
     *
     * @param founded whether the foundation lies under it
     * @param adapters that are used with it, in their order
     */
    record Ground(boolean founded, List<String> adapters) {
        private static final Ground USUAL = new Ground(true, List.of());
        static final Ground BARE = new Ground(false, List.of());
    }

    /** Lays an adapter on something else than the foundation. */
    void lay(String name, Ground ground) {
        config(name);
        grounds.put(name, ground);
    }

    /** The ground of an adapter that lies on this one. */
    Ground over(String name) {
        config(name);
        List<String> under = new ArrayList<>(ground(name).adapters());
        under.add(name);
        return new Ground(ground(name).founded(), List.copyOf(under));
    }

    private Ground ground(@Nullable String name) {
        return name == null ? Ground.USUAL : grounds.getOrDefault(name, Ground.USUAL);
    }

    /** The names of the projections that an adapter can change in this model. */
    private Set<String> projections() {
        return layers.stream()
                .flatMap(layer -> layer.projections().keySet().stream())
                .map(Adapters::name)
                .collect(Collectors.toSet());
    }

    private static String name(String place) {
        return place.substring(place.indexOf('.') + 1);
    }

    void remove(String name) {
        config(name);
        if (name.equals(active)) {
            throw new IllegalStateException("adapter \"%s\" is in use".formatted(name));
        }
        configs.remove(name);
        merged.remove(name);
        grounds.remove(name);
        rngs.remove(name);
        layers.forEach(layer -> layer.projections().values().forEach(projection -> projection.detach(name)));
    }

    void merge(String name) {
        config(name);
        if (name.equals(active) || !merged.add(name)) {
            throw new IllegalStateException("adapter \"%s\" is in use or merged already".formatted(name));
        }
        modules().values().forEach(projection -> {
            LoraPair pair = projection.adapter(name);
            if (pair != null) {
                change(projection.weight(), pair);
            }
        });
    }

    /**
     * The sum is rounded to the type of the weight. Has a scope of its own for each weight, because the changes of all weights
     * together can be larger than the model.
     */
    private static void change(Tensor weight, LoraPair pair) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            weight.detach().copyFrom(pair.changed(weight));
        }
    }

    LoraConfig config(String name) {
        LoraConfig config = configs.get(name);
        if (config == null) {
            throw new IllegalArgumentException("no adapter \"%s\"; there are %s".formatted(name, configs.keySet()));
        }
        return config;
    }

    @Nullable
    String active() {
        return active;
    }

    /** The random source of the active adapter's dropout; empty where it has no dropout. */
    Optional<Rng> dropout() {
        return active == null || config(active).dropout() == 0
                ? Optional.empty()
                : Optional.ofNullable(rngs.get(active));
    }

    @MustBeClosed
    AdapterScope use(@Nullable String name) {
        if (name != null) {
            config(name);
        }
        if (merged.contains(name)) {
            throw new IllegalStateException(
                    "adapter \"%s\" is merged into the trunk; use the bare trunk".formatted(name));
        }
        String before = active;
        int depth = ++open;
        activate(name);
        return new AdapterScope(() -> leave(depth, before));
    }

    private void leave(int depth, @Nullable String before) {
        if (depth != open) {
            throw new IllegalStateException(
                    "scope %d of adapters was closed while %d are open; close them in the reverse order of opening"
                            .formatted(depth, open));
        }
        open--;
        activate(before);
    }

    private void activate(@Nullable String name) {
        active = name;
        Ground ground = ground(name);
        layers.forEach(layer -> layer.projections().values().forEach(projection -> projection.activate(ground, name)));
    }

    /** PEFT's names: the module's path in its wrapped model, then the factor. */
    Map<String, Tensor> parameters(String name) {
        return named(pairs(name));
    }

    static Map<String, Tensor> named(Map<String, LoraPair> pairs) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> {
            all.put("base_model.model." + module + ".lora_A.weight", pair.a());
            all.put("base_model.model." + module + ".lora_B.weight", pair.b());
        });
        return all;
    }

    /** By the module's path in the model. */
    Map<String, LoraPair> pairs(String name) {
        config(name);
        Map<String, LoraPair> pairs = new LinkedHashMap<>();
        modules().forEach((module, projection) -> {
            LoraPair pair = projection.adapter(name);
            if (pair != null) {
                pairs.put(module, pair);
            }
        });
        return pairs;
    }

    /** The pairs of an adapter and of what lies under it as one, as PEFT lays it over the bare trunk. */
    Map<String, LoraPair> wholePairs(String name) {
        return foundation == null ? pairs(name) : foundation.with(config(name), pairs(name));
    }

    LoraConfig wholeConfig(String name) {
        return foundation == null ? config(name) : foundation.with(config(name));
    }

    /** Every projection by its path in the model. */
    private Map<String, Projection> modules() {
        Map<String, Projection> modules = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String layer = "model.layers.%d.".formatted(i);
            layers.get(i).projections().forEach((place, projection) -> modules.put(layer + place, projection));
        }
        return modules;
    }

    /** What lies under every adapter, or null. */
    @Nullable
    Foundation foundation() {
        return foundation;
    }

    /** Makes an adapter the foundation of the others; it can be used by its name no more. */
    void lay(String name) {
        Foundation fresh = new Foundation(modules(), config(name), pairs(name));
        remove(name);
        lay(fresh);
    }

    /** Lays what another model of this shape stands on. */
    void lay(@Nullable Foundation other) {
        Foundation fresh = other == null ? null : other.under(modules());
        foundation = fresh;
        modules()
                .forEach((module, projection) ->
                        projection.lay(fresh == null ? null : fresh.pairs().get(module)));
        activate(active);
    }

    /** Adds the foundation to the weights; then there is none. */
    void settle() {
        Foundation under = foundation;
        if (under != null) {
            under.pairs()
                    .forEach((module, pair) -> change(
                            Objects.requireNonNull(under.modules().get(module)).weight(), pair));
            lay((Foundation) null);
        }
    }
}
