package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.config.Rope;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The layers of a model, one after another. */
final class LayerStack {
    private final ModelConfig config;
    private final List<DecoderLayer> layers = new ArrayList<>();
    private final Map<Rope, RotaryPositions> rotary = new LinkedHashMap<>();

    LayerStack(ModelConfig config, ParameterSource source, Device device) {
        this.config = config;
        for (int i = 0; i < config.layers(); i++) {
            layers.add(new DecoderLayer(i, config, source));
            rotary.computeIfAbsent(config.rope(i), rope -> new RotaryPositions(rope, config.headSize(), device));
        }
    }

    /**
     * What all layers of one pass need besides their input.
     *
     * @param angles one a layer
     * @param masks one a layer
     */
    record PassContext(List<RotaryPositions.Angles> angles, List<AttentionMask> masks) {

        /** All its tensors. */
        List<Tensor> tensors() {
            List<Tensor> all = new ArrayList<>();
            angles.stream().distinct().forEach(one -> all.addAll(List.of(one.cosine(), one.sine())));
            masks.stream().distinct().forEach(one -> {
                if (one.allowed() != null) {
                    all.add(one.allowed());
                }
            });
            return all;
        }
    }

    /** @param x the layers' input, for its type */
    PassContext context(Tensor x, Tensor positions, AttentionMask.Pass pass) {
        Map<Long, AttentionMask> byWindow = new HashMap<>(); // one mask serves all layers of a window
        Map<Rope, RotaryPositions.Angles> byRope = new HashMap<>();
        rotary.forEach((rope, turns) -> byRope.put(rope, turns.at(positions, x.dtype())));
        List<AttentionMask> masks = new ArrayList<>();
        List<RotaryPositions.Angles> angles = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            masks.add(byWindow.computeIfAbsent(config.window(i), pass::through));
            angles.add(Objects.requireNonNull(byRope.get(config.rope(i))));
        }
        return new PassContext(angles, masks);
    }

    int size() {
        return layers.size();
    }

    List<DecoderLayer> layers() {
        return layers;
    }

    List<LinearMaps> linearMaps() {
        return layers.stream().flatMap(layer -> layer.linearMaps().stream()).toList();
    }

    /**
     * {@code [batch, length, hidden] -> the same}, through all layers. Intermediate tensors are freed unless a gradient
     * needs them.
     */
    Tensor forward(Tensor x, PassContext context, @Nullable KeyValueCache cache) {
        Tensor y = x;
        for (int i = 0; i < layers.size(); i++) {
            Tensor before = y;
            try (Scope scope = Scope.open()) {
                y = scope.keep(layers.get(i)
                        .forward(
                                before, context.angles().get(i), context.masks().get(i), cache));
            }
            if (before != x) {
                before.close();
            }
        }
        return y;
    }

    /** Through one layer of a pass without a cache. */
    Tensor forward(int layer, Tensor x, PassContext context) {
        return layers.get(layer)
                .forward(x, context.angles().get(layer), context.masks().get(layer), null);
    }
}
