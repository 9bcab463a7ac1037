package org.careloop.ppo.rl;

/**
 * Generalized advantage estimation over the tokens of one response. (Schulman et al. 2016, "High-Dimensional Continuous
 * Control Using Generalized Advantage Estimation", equation 16.)
 *
 * <p>A row holds only the tokens of the response, so that no padding enters. The value after the last token is 0,
 * because the episode ends there.
 *
 * @param gamma discount
 * @param lambda trade of bias (0) against variance (1)
 */
record GeneralizedAdvantage(double gamma, double lambda) {

    /**
     * Advantages and returns of one response.
     *
     * @param advantages of each token
     * @param returns advantages plus values: the target of the critic
     */
    record Estimate(double[] advantages, double[] returns) {}

    /**
     * @param rewards of each token
     * @param values the critic's estimate before each token
     */
    Estimate of(double[] rewards, double[] values) {
        if (rewards.length != values.length) {
            throw new IllegalArgumentException(
                    "%d rewards and %d values; expected as many".formatted(rewards.length, values.length));
        }
        double[] advantages = new double[rewards.length];
        double[] returns = new double[rewards.length];
        double next = 0;
        double nextValue = 0;
        for (int t = rewards.length - 1; t >= 0; t--) {
            double delta = rewards[t] + gamma * nextValue - values[t];
            next = delta + gamma * lambda * next;
            nextValue = values[t];
            advantages[t] = next;
            returns[t] = next + values[t];
        }
        return new Estimate(advantages, returns);
    }
}
