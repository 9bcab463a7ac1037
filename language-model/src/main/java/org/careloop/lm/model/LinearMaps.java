package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.PackedWeight;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Linear maps of the same input. While they are packed, one matrix product computes all of them. */
final class LinearMaps {
    private final List<Projection> maps;
    private @Nullable PackedWeight packed;
    private @Nullable Tensor packedBias; // [sum of out]

    LinearMaps(Projection... maps) {
        this.maps = List.of(maps);
    }

    /** {@code [.., in] -> [.., out]} of each map. */
    List<Tensor> apply(Tensor x) {
        PackedWeight all = packed;
        return all == null || NoGrad.isRecording()
                ? maps.stream().map(map -> map.apply(x)).toList()
                : parts(all.apply(x, packedBias), x);
    }

    /** {@code [.., in] -> [.., out]} of the only map. */
    Tensor applyOnly(Tensor x) {
        return apply(x).getFirst();
    }

    private List<Tensor> parts(Tensor product, Tensor x) {
        if (maps.size() == 1) {
            return List.of(maps.getFirst().adapted(product, x));
        }
        List<Tensor> parts = new ArrayList<>();
        long start = 0;
        for (Projection map : maps) {
            long width = map.weight().size(0);
            parts.add(map.adapted(product.narrow(-1, start, width), x));
            start += width;
        }
        return parts;
    }

    List<Projection> maps() {
        return maps;
    }

    long bytes() {
        return maps.stream()
                .map(Projection::weight)
                .mapToLong(weight -> weight.count() * weight.dtype().bytes())
                .sum();
    }

    /** Whether a product with {@code rows} rows is faster with a packed copy. */
    boolean isFasterPacked(long rows) {
        long weights = maps.stream().mapToLong(map -> map.weight().count()).sum();
        return PackedWeight.isFaster(maps.getFirst().weight(), weights, rows);
    }

    /** Multiplies by a packed copy of the present weights until {@link #unpack}, unless gradients are recorded. */
    void pack(long rows) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            packed =
                    PackedWeight.of(joined(maps.stream().map(Projection::weight).toList()), rows);
            List<Tensor> biases =
                    maps.stream().map(Projection::bias).filter(Objects::nonNull).toList();
            packedBias = biases.isEmpty() ? null : joined(biases).copy().unscoped();
        }
    }

    private static Tensor joined(List<Tensor> parts) {
        return parts.size() == 1 ? parts.getFirst() : Tensor.cat(0, parts.toArray(Tensor[]::new));
    }

    void unpack() {
        PackedWeight copy = packed;
        Tensor bias = packedBias;
        packed = null;
        packedBias = null;
        if (copy != null) {
            copy.close();
        }
        if (bias != null) {
            bias.close();
        }
    }
}
