package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.PackedWeight;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Linear maps of the same input. While they are packed, one matrix product computes all of them.
 *
 * <p>The input is rounded to the type of the weights for their product and for nothing else: what an adapter adds is
 * computed from the input as it came, and added to the product in the input's type. Over weights of sixteen bits the
 * product lies on their grid; a part smaller than half a step of it would be lost if the sum were rounded again.
 */
final class LinearMaps {
    private final List<Projection> maps;
    private @Nullable PackedWeight packed;
    private @Nullable Tensor packedBias; // [sum of out]

    LinearMaps(Projection... maps) {
        this.maps = List.of(maps);
    }

    /** {@code [.., in] -> [.., out]} of each map, in the type of the input. */
    List<Tensor> apply(Tensor x) {
        Tensor rounded = x.to(dtype());
        PackedWeight all = packed;
        return all == null || NoGrad.isRecording()
                ? maps.stream().map(map -> map.apply(rounded, x)).toList()
                : parts(all.apply(rounded, packedBias), x);
    }

    /** {@code [.., in] -> [.., out]} of the only map. */
    Tensor applyOnly(Tensor x) {
        return apply(x).getFirst();
    }

    /**
     * {@code [rows, in] -> [rows, out]} F32 of the only map: over weights of sixteen bits, what rounding took from the product
     * comes from a second one, and only that one records a gradient. Leaves out adapters and packed copies.
     */
    Tensor applyPrecisely(Tensor x) {
        if (dtype() == DType.F32) {
            return applyOnly(x);
        }
        Tensor weight = maps.getFirst().weight();
        Tensor rounded = x.to(dtype());
        Tensor product = rounded.detach().linear(weight.detach());
        // The difference is taken before it is rounded.
        Tensor leftOver = rounded.linear(weight, product.neg());
        return product.to(DType.F32).add(leftOver);
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

    /** Of the weights. */
    DType dtype() {
        return maps.getFirst().weight().dtype();
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
