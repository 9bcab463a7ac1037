package org.careloop.ppo.rl;

import java.util.Arrays;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.DType;
import org.careloop.run.settings.OnPolicySettings;

/**
 * Weights of tokens that were drawn from another distribution than the one that learns: {@code min(pi_old / pi_sampler,
 * limit)}. In sixteen bits the sampler's products are rounded in another order than those of training. The weight makes
 * the expectation that of training's own distribution, but for what the limit cuts, which bounds the variance. (Yao et
 * al. 2025, "Your efficient RL framework secretly brings you off-policy RL training"; the truncation: Ionides 2008.)
 *
 * @param on whether tokens are weighed at all
 */
record SamplerWeights(boolean on, double limit) {

    /** As set; left to the trainer, on where the policy computes in sixteen bits on a card. */
    static SamplerWeights of(OnPolicySettings.Sampling settings, LanguageModel policy) {
        boolean differ = !policy.device().isCpu() && policy.dtype() != DType.F32;
        return new SamplerWeights(settings.samplerWeight().or(differ), settings.samplerWeightLimit());
    }

    /** One for each token of the response. */
    double[] of(Episode episode) {
        double[] weights = new double[episode.length()];
        double[] sampled = episode.rollout().sampled();
        double[] old = episode.scores().old();
        Arrays.setAll(weights, t -> on ? Math.min(Math.exp(old[t] - sampled[t]), limit) : 1);
        return weights;
    }
}
