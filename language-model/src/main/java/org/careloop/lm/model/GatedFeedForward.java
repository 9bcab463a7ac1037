package org.careloop.lm.model;

import java.util.List;
import org.careloop.lm.tensor.Tensor;

/**
 * Two maps to an inner width, one of them a gate for the other, and one back (Shazeer 2020).
 *
 * @param gateUp the gate, and the map that it opens
 * @param gelu the gate is GELU; SiLU otherwise
 */
record GatedFeedForward(LinearMaps gateUp, LinearMaps down, boolean gelu) implements FeedForward {

    @Override
    public Tensor apply(Tensor x) {
        List<Tensor> gated = gateUp.apply(x);
        Tensor gate = gelu ? gated.getFirst().geluTanh() : gated.getFirst().silu();
        return down.applyOnly(gate.mul(gated.getLast()));
    }

    @Override
    public List<LinearMaps> linearMaps() {
        return List.of(gateUp, down);
    }
}
