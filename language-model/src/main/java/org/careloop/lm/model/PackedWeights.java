package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.PackedWeight;

/**
 * While open, a model multiplies by packed copies of its weights, where the CPU gains by it and has room for them. They are
 * what the weights were when it was opened: open it for a sampling, close it before a training step.
 */
public final class PackedWeights implements AutoCloseable {
    private final List<Projection> projections;
    private final List<PackedWeight> copies = new ArrayList<>();

    PackedWeights(List<Projection> all, long rows) {
        projections = all.stream()
                .filter(one -> PackedWeight.pays(one.weight(), rows))
                .toList();
        if (2 * bytes(projections) < Backend.freeBytes()) {
            for (Projection projection : projections) {
                PackedWeight copy = PackedWeight.of(projection.weight(), rows);
                copies.add(copy);
                projection.packed(copy);
            }
        }
    }

    private static long bytes(List<Projection> projections) {
        return projections.stream()
                .map(Projection::weight)
                .mapToLong(weight -> weight.count() * weight.dtype().bytes())
                .sum();
    }

    @Override
    public void close() {
        projections.forEach(projection -> projection.packed(null));
        copies.forEach(PackedWeight::close);
    }
}
