package org.careloop.ppo.rl;

import org.careloop.run.settings.OnPolicySettings;

/**
 * Turns a score for a whole response into a reward for each of its tokens: {@code -beta * (log pi - log pi_ref)}, and the
 * score on top at the last token, which is the stop token where the policy wrote one. (Ziegler et al. 2019, "Fine-Tuning
 * Language Models from Human Preferences", section 2.) This is the estimator k1 of the divergence in the reward: with a
 * score-function gradient it is without bias, for a token answers for all the divergence that follows it (Tang and Munos
 * 2025, "On a few pitfalls in KL divergence gradient estimation for RL").
 *
 * @param beta weight of the divergence from the reference policy, nats; 0 where the divergence stands in the loss
 * @param maxNewTokens length at which responses are cut
 */
record RewardShaping(double beta, OnPolicySettings.Shaping settings, int maxNewTokens) {

    /** The score after penalties and clip, in that order. */
    double shapedScore(double score, int tokens, boolean stopped) {
        double cut = stopped ? 0 : settings.missingEosPenalty();
        double penalised = score - cut - settings.lengthPenalty() * tokens - overlong(tokens);
        return Math.clamp(penalised, -settings.scoreClip(), settings.scoreClip());
    }

    /** Rises in a straight line up to the longest response. (Yu et al. 2025, "DAPO", equation 13.) */
    private double overlong(int tokens) {
        double from = settings.overlongFrom() * maxNewTokens;
        return settings.overlongPenalty() * Math.clamp((tokens - from) / (maxNewTokens - from), 0, 1);
    }

    /**
     * Reward of each token.
     *
     * @param logProbs of the tokens under the policy that sampled them, at temperature 1
     * @param reference of the same tokens under the reference policy
     * @param shapedScore as {@link #shapedScore} gives it
     */
    double[] perToken(double[] logProbs, double[] reference, double shapedScore) {
        if (logProbs.length != reference.length || logProbs.length == 0) {
            throw new IllegalArgumentException(
                    "%d log-probabilities and %d of the reference; expected as many, at least one"
                            .formatted(logProbs.length, reference.length));
        }
        double[] rewards = new double[logProbs.length];
        for (int t = 0; t < rewards.length; t++) {
            rewards[t] = -beta * (logProbs[t] - reference[t]);
        }
        rewards[rewards.length - 1] += shapedScore;
        return rewards;
    }
}
