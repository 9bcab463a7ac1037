package org.careloop.ppo.rl;

import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.settings.OnPolicySettings;

/**
 * The loss of the policy on sampled tokens, {@code r} being the ratio of the policy in training to the one that sampled:
 *
 * <ul>
 *   <li>{@code clip}: {@code -min(r A, clamp(r) A)} with a ratio for each token. (Schulman et al. 2017, "Proximal Policy
 *       Optimization Algorithms", equation 7; another bound above than below: Yu et al. 2025, "DAPO", equation 10.)
 *   <li>{@code gspo}: the same with one ratio for each response, the geometric mean of those of its tokens. (Zheng et al.
 *       2025, "Group Sequence Policy Optimization", equation 7.)
 *   <li>{@code cispo}: {@code -min(r, 1 + upper) A log pi}, the factor a constant: no token is left out. (MiniMax 2025,
 *       "MiniMax-M1", equation 4.)
 * </ul>
 *
 * <p>Where the divergence stands in the loss, each token adds {@code beta r k3}, {@code k3 = pi_ref/pi - 1 - log
 * (pi_ref/pi)}. The factor {@code r} makes the gradient that of the divergence at the token, without bias: where the
 * policies are one it is {@code log(pi/pi_ref) grad log pi}, whereas k3 alone gives {@code (1 - pi_ref/pi) grad log pi},
 * which is that of the divergence the other way round. (Tang and Munos 2025, "On a few pitfalls in KL divergence gradient
 * estimation for RL"; DeepSeek-AI 2025, "DeepSeek-V3.2", equation 7.) What a token does to the divergence of later ones
 * is not in it; the reward has that ({@link RewardShaping}).
 *
 * <p>Sums run over the tokens that the mask marks; the divisor is the number of tokens of the whole minibatch, so that the
 * gradients of micro-batches of any size add up to the same gradient, and a token counts alike in long responses and short
 * ones.
 *
 * @param objective {@code clip}, {@code gspo} or {@code cispo}
 * @param clip how far the ratio may fall below 1
 * @param upper how far it may rise above 1
 */
record PolicyLoss(String objective, double clip, double upper) {
    /** Ratios beyond e^20 carry no information and would overflow in the next operation. */
    private static final double LARGEST_LOG_RATIO = 20;

    static PolicyLoss of(OnPolicySettings.Updates updates) {
        return new PolicyLoss(updates.objective(), updates.clip(), updates.upperClip());
    }

    /**
     * What a loss is computed from, each {@code [batch, positions]}, floating but for the mask.
     *
     * @param logProbs under the policy in training
     * @param old under the policy that sampled, by the training path
     * @param reference under the reference
     * @param advantages of the tokens
     * @param weights of the tokens; 1 where nothing is weighed
     * @param mask BOOL, true at the tokens of responses
     */
    record Tokens(Tensor logProbs, Tensor old, Tensor reference, Tensor advantages, Tensor weights, Tensor mask) {}

    /**
     * A loss to differentiate, and sums for the metrics.
     *
     * @param loss scalar
     */
    record Result(Tensor loss, LossFigures figures) {}

    /**
     * The loss.
     *
     * @param beta weight of the divergence in the loss; 0 where it stands in the reward
     * @param divisor tokens of the whole minibatch
     */
    Result of(Tokens tokens, double beta, double divisor) {
        Tensor outside = tokens.mask().logicalNot();
        Tensor logRatio = bounded(tokens.logProbs().sub(tokens.old()).maskedFill(outside, 0));
        Tensor ratio = logRatio.exp();
        Tensor used = objective.equals("gspo") ? sequenceRatio(logRatio, tokens.mask()) : ratio;
        Tensor plain = tokens.advantages().neg().mul(used);
        Tensor held = tokens.advantages().neg().mul(used.clamp(1 - clip, 1 + upper));
        Tensor gain = objective.equals("cispo") ? boundedWeight(tokens, ratio, outside) : plain.maximum(held);
        Tensor all = beta > 0 ? gain.add(divergence(tokens, ratio, outside).mul(beta)) : gain;
        Tensor loss = all.mul(tokens.weights()).maskedFill(outside, 0).sum().div(divisor);
        Tensor clipped = objective.equals("cispo")
                ? ratio.gt(1 + upper).logicalAnd(tokens.mask())
                : held.gt(plain).logicalAnd(tokens.mask());
        return new Result(loss, figures(loss, logRatio, ratio, clipped, tokens.mask()));
    }

    private static Tensor bounded(Tensor logRatio) {
        return logRatio.clamp(-LARGEST_LOG_RATIO, LARGEST_LOG_RATIO);
    }

    /** {@code [batch, 1]}: the geometric mean of a response's ratios. */
    private static Tensor sequenceRatio(Tensor logRatio, Tensor mask) {
        Tensor lengths = mask.to(logRatio.dtype()).sum(1, true).clamp(1, Double.POSITIVE_INFINITY);
        return logRatio.sum(1, true).div(lengths).exp();
    }

    private Tensor boundedWeight(Tokens tokens, Tensor ratio, Tensor outside) {
        Tensor factor = ratio.detach().clamp(0, 1 + upper);
        return tokens.advantages().neg().mul(factor).mul(tokens.logProbs().maskedFill(outside, 0));
    }

    private static Tensor divergence(Tokens tokens, Tensor ratio, Tensor outside) {
        Tensor towards = bounded(tokens.reference().sub(tokens.logProbs()).maskedFill(outside, 0));
        return towards.exp().sub(1).sub(towards).mul(ratio);
    }

    private static LossFigures figures(Tensor loss, Tensor logRatio, Tensor ratio, Tensor clipped, Tensor mask) {
        try (Scope scope = Scope.open()) {
            Tensor inside = ratio.detach().maskedFill(mask.logicalNot(), 0);
            return new LossFigures(
                    mask.sum().item(),
                    loss.item(),
                    clipped.sum().item(),
                    logRatio.detach().square().sum().item(),
                    inside.sum().item(),
                    inside.square().sum().item());
        }
    }
}
