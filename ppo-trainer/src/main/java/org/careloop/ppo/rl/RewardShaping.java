package org.careloop.ppo.rl;

/**
 * Turns a score for a whole response into a reward for each of its tokens: {@code -beta * (log pi - log pi_ref)}, and the
 * score on top at the last token, which is the stop token where the policy wrote one. (Ziegler et al. 2019, "Fine-Tuning
 * Language Models from Human Preferences", section 2.)
 *
 * @param beta weight of the divergence from the reference policy, nats
 * @param missingEosPenalty taken off the score of a response that was cut at its maximal length
 * @param scoreClip bound on the magnitude of the score after the penalty
 */
record RewardShaping(double beta, double missingEosPenalty, double scoreClip) {

    /** The score after penalty and clip. */
    double shapedScore(double score, boolean stopped) {
        double penalised = stopped ? score : score - missingEosPenalty;
        return Math.clamp(penalised, -scoreClip, scoreClip);
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
