package org.careloop.lm.model;

import java.util.List;
import org.careloop.lm.tensor.Backend;

/**
 * While open, a model multiplies by packed copies of its weights, where the CPU gains by it and has room for them. They are
 * what the weights were when it was opened: open it for a sampling, close it before a training step.
 */
public final class PackedWeights implements AutoCloseable {
    private final List<LinearMaps> packed;

    PackedWeights(List<LinearMaps> all, long rows) {
        List<LinearMaps> gaining =
                all.stream().filter(maps -> maps.gainByPacking(rows)).toList();
        long bytes = gaining.stream().mapToLong(LinearMaps::bytes).sum();
        packed = 2 * bytes < Backend.freeBytes() ? gaining : List.of();
        packed.forEach(maps -> maps.pack(rows));
    }

    @Override
    public void close() {
        packed.forEach(LinearMaps::unpack);
    }
}
