package org.careloop.ppo.rl;

import org.careloop.lm.tensor.Tensor;

/**
 * Half the mean of the larger of two squared errors: of the value, and of the value clipped around the old one. (As in the
 * reference implementation of Schulman et al. 2017.)
 *
 * @param clip how far a value may move from its estimate at sampling
 */
record ValueLoss(double clip) {

    /**
     * The loss, a scalar.
     *
     * @param values of the critic in training; all {@code [batch, positions]}, the mask BOOL
     * @param old of the critic at sampling
     * @param divisor tokens of the whole minibatch
     */
    Tensor of(Tensor values, Tensor old, Tensor returns, Tensor mask, double divisor) {
        Tensor held = old.add(values.sub(old).clamp(-clip, clip));
        Tensor error = values.sub(returns).square().maximum(held.sub(returns).square());
        return error.maskedFill(mask.logicalNot(), 0).sum().div(2 * divisor);
    }
}
