package org.careloop.lm.model;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * One number from each hidden state: a score or a value. Always F32, whatever the trunk is.
 *
 * @param weight {@code [1, hidden]}, owned by no scope
 */
public record LinearHead(Tensor weight) {

    /**
     * A head for training: normal weights of standard deviation 1 / (hidden + 1), the smaller of the two readings of
     * Stiennon et al. (2020). The first scores then differ little, so that the first loss is near ln 2.
     */
    public static LinearHead initialise(int hidden, Rng rng, Device device) {
        try (Scope scope = Scope.open()) {
            Tensor weight =
                    Tensor.randomNormal(rng, 0, 1 / (hidden + 1.0), 1, hidden).to(device);
            return new LinearHead(weight.unscoped().requiresGrad(true));
        }
    }

    /** The same head in memory of its own, for training. */
    public LinearHead copy() {
        try (Scope scope = Scope.open()) {
            return new LinearHead(weight.detach().copy().unscoped().requiresGrad(true));
        }
    }

    /** {@code [.., hidden] -> [..]} F32. */
    public Tensor apply(Tensor hidden) {
        return hidden.to(DType.F32).linear(weight).squeeze(-1);
    }
}
