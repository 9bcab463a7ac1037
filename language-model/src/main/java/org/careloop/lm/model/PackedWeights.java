package org.careloop.lm.model;

import java.util.List;
import org.careloop.lm.tensor.Backend;

/**
 * While open, a model multiplies by packed copies of its weights, where that is faster on this CPU and memory suffices. The
 * copies do not follow changes of the weights: open it for sampling, close it before a training step.
 */
public final class PackedWeights implements AutoCloseable {
    private final List<LinearMaps> packed;

    PackedWeights(List<LinearMaps> all, long rows) {
        List<LinearMaps> gaining =
                all.stream().filter(maps -> maps.isFasterPacked(rows)).toList();
        long bytes = gaining.stream().mapToLong(LinearMaps::bytes).sum();
        packed = 2 * bytes < Backend.freeBytes() ? gaining : List.of();
        packed.forEach(maps -> maps.pack(rows));
    }

    @Override
    public void close() {
        packed.forEach(LinearMaps::unpack);
    }
}
