package org.careloop.lm.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The weights of a model with all that adapters change in them, each made when it is asked for. The trunk stays as it is. */
final class MergedWeights {
    private final Map<String, Tensor> trunk;
    private final Map<String, LoraPair> foundation; // by module
    private final Map<String, LoraPair> adapter;

    private MergedWeights(Map<String, Tensor> trunk, Map<String, LoraPair> foundation, Map<String, LoraPair> adapter) {
        this.trunk = trunk;
        this.foundation = foundation;
        this.adapter = adapter;
    }

    /** @param name of the adapter; null for what the model computes without one */
    static MergedWeights of(LanguageModel model, @Nullable String name) {
        Foundation under = model.adapters().foundation();
        return new MergedWeights(
                model.parameters(),
                under == null ? Map.of() : under.pairs(),
                name == null ? Map.of() : model.adapters().pairs(name));
    }

    /** The names of the weights that differ from the trunk's. */
    Set<String> changed() {
        Set<String> names = new TreeSet<>();
        foundation.keySet().forEach(module -> names.add(module + ".weight"));
        adapter.keySet().forEach(module -> names.add(module + ".weight"));
        return names;
    }

    /** A weight: F32 where it differs from the trunk's, which comes as it is. Belongs to the open scope. */
    Tensor get(String name) {
        Tensor weight = trunk.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("no weight \"%s\"; there are %s".formatted(name, trunk.keySet()));
        }
        String module = name.replaceFirst("\\.weight$", "");
        LoraPair low = foundation.get(module);
        LoraPair top = adapter.get(module);
        Tensor founded = low == null ? weight : low.changed(weight);
        return top == null ? founded : top.changed(founded);
    }
}
