package org.careloop.ppo.rl;

/**
 * The results of all models on a rollout before the update; one number a response token, except the score.
 *
 * @param old log-probability under the policy that wrote it, by the same computation as in training
 * @param reference log-probability under the reference policy
 * @param entropy of the policy's distribution at each token, nats
 * @param values the critic's estimate before each token; empty where there is none
 * @param score of the whole response
 */
record RolloutScores(double[] old, double[] reference, double[] entropy, double[] values, double score) {

    /** Estimate of the divergence from the reference, nats: the log-ratio summed over the tokens (k1). */
    double kl() {
        double sum = 0;
        for (int t = 0; t < old.length; t++) {
            sum += old[t] - reference[t];
        }
        return sum;
    }

    /**
     * The same, and never below 0: {@code exp(r) - 1 - r} summed over the tokens, where r is the log-ratio of the reference
     * to the policy (k3; Schulman 2020, "Approximating KL divergence").
     */
    double klK3() {
        double sum = 0;
        for (int t = 0; t < old.length; t++) {
            double r = reference[t] - old[t];
            sum += Math.expm1(r) - r;
        }
        return sum;
    }
}
