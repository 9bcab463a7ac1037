package org.careloop.lm.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.careloop.lm.tensor.Rng;

/**
 * An adapter that is always in use, under every other: the model that a person named is a trunk with it. It is kept apart from
 * the weights, because a sum of the two would be rounded to their type.
 *
 * @param modules every projection by its path in the model
 * @param config of the adapter
 * @param pairs by the same paths; projections without a pair are as the trunk has them
 */
record Foundation(Map<String, Projection> modules, LoraConfig config, Map<String, LoraPair> pairs) {

    /** The same under the projections of another model, where that computes. */
    Foundation under(Map<String, Projection> others) {
        Map<String, LoraPair> there = new LinkedHashMap<>();
        pairs.forEach((module, pair) -> there.put(
                module,
                pair.on(Objects.requireNonNull(others.get(module)).weight().device())));
        return new Foundation(others, config, there);
    }

    /** What a saved adapter has to say to change the bare trunk as {@code own} over this foundation does. */
    LoraConfig with(LoraConfig own) {
        Set<String> targets = new HashSet<>(own.targets());
        targets.addAll(config.targets());
        int rank = own.rank() + config.rank();
        return new LoraConfig(rank, rank, own.dropout(), targets);
    }

    /** The pairs of both together, of one rank everywhere; they belong to the open scope. */
    Map<String, LoraPair> with(LoraConfig own, Map<String, LoraPair> ownPairs) {
        Rng unused = Rng.seeded(0);
        Map<String, LoraPair> all = new LinkedHashMap<>();
        modules.forEach((module, projection) -> {
            LoraPair low = pairs.get(module);
            LoraPair top = ownPairs.get(module);
            if (low != null || top != null) {
                LoraPair below = low == null ? LoraPair.silent(projection.weight(), config.rank(), unused) : low;
                LoraPair above = top == null ? LoraPair.silent(projection.weight(), own.rank(), unused) : top;
                all.put(module, below.with(above));
            }
        });
        return all;
    }
}
