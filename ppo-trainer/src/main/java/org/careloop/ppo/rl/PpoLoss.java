package org.careloop.ppo.rl;

import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * The clipped losses of policy and critic. (Schulman et al. 2017, "Proximal Policy Optimization Algorithms", equation 7;
 * value clipping as in its reference implementation.)
 *
 * <p>Sums run over the tokens that the mask marks; the divisor is that of the whole minibatch, so that the
 * gradients of micro-batches of any size add up to the same gradient.
 *
 * @param clip how far the probability ratio may leave 1
 * @param valueClip how far a value may move from its estimate at sampling
 */
record PpoLoss(double clip, double valueClip) {
    /** Ratios beyond e^20 carry no information and would overflow in the next operation. */
    private static final double LARGEST_LOG_RATIO = 20;

    /**
     * A loss to differentiate, and sums for the metrics.
     *
     * @param loss scalar
     */
    record Policy(Tensor loss, Figures figures) {}

    /**
     * Sums over tokens that add up over micro-batches.
     *
     * @param loss already divided, so that the losses of the parts add up to that of the minibatch
     */
    record Figures(
            double tokens, double loss, double clipped, double squaredLogRatio, double ratio, double squaredRatio) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

        Figures plus(Figures other) {
            return new Figures(
                    tokens + other.tokens,
                    loss + other.loss,
                    clipped + other.clipped,
                    squaredLogRatio + other.squaredLogRatio,
                    ratio + other.ratio,
                    squaredRatio + other.squaredRatio);
        }

        double clipFraction() {
            return clipped / tokens;
        }

        /** Half the mean squared log-ratio: the second-order estimate of the divergence from the sampling policy. */
        double approximateKl() {
            return squaredLogRatio / tokens / 2;
        }

        double meanRatio() {
            return ratio / tokens;
        }

        double ratioVariance() {
            return squaredRatio / tokens - meanRatio() * meanRatio();
        }
    }

    /**
     * All F32 {@code [batch, positions]}, the mask BOOL.
     *
     * @param logProbs under the policy in training
     * @param old under the policy that sampled
     * @param divisor tokens of the whole minibatch
     */
    Policy policy(Tensor logProbs, Tensor old, Tensor advantages, Tensor mask, double divisor) {
        Tensor outside = mask.logicalNot();
        Tensor logRatio = logProbs.sub(old).maskedFill(outside, 0).clamp(-LARGEST_LOG_RATIO, LARGEST_LOG_RATIO);
        Tensor ratio = logRatio.exp();
        Tensor plain = advantages.neg().mul(ratio);
        Tensor clipped = advantages.neg().mul(ratio.clamp(1 - clip, 1 + clip));
        Tensor loss = plain.maximum(clipped).maskedFill(outside, 0).sum().div(divisor);
        return new Policy(loss, figures(loss, logRatio, ratio, clipped.gt(plain).logicalAnd(mask), mask));
    }

    private static Figures figures(Tensor loss, Tensor logRatio, Tensor ratio, Tensor clipped, Tensor mask) {
        try (Scope scope = Scope.open()) {
            Tensor inside = ratio.detach().maskedFill(mask.logicalNot(), 0);
            return new Figures(
                    mask.sum().item(),
                    loss.item(),
                    clipped.sum().item(),
                    logRatio.detach().square().sum().item(),
                    inside.sum().item(),
                    inside.square().sum().item());
        }
    }

    /**
     * Half the mean of the larger of two squared errors: of the value, and of the value clipped around the old one.
     * Scalar.
     */
    Tensor value(Tensor values, Tensor old, Tensor returns, Tensor mask, double divisor) {
        Tensor held = old.add(values.sub(old).clamp(-valueClip, valueClip));
        Tensor error = values.sub(returns).square().maximum(held.sub(returns).square());
        return error.maskedFill(mask.logicalNot(), 0).sum().div(2 * divisor);
    }
}
