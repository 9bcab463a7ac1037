package org.careloop.ppo.rl;

import java.util.stream.IntStream;

/**
 * Where GRPO comes to rest on {@link OptimumToy} with the divergence in its loss. Its two biases ({@link
 * GroupNormalised}) move the point at which score and divergence pull alike; here every group is weighed, without
 * sampling.
 *
 * @param beta weight of the divergence
 * @param group answers to a prompt
 */
record GroupOptimum(double beta, int group) {
    private static final double[] WAYS = {1, 4, 6, 4, 1};

    /** The share of token 0 at which the gradient is zero. */
    double share() {
        double low = .126;
        double high = .9999;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (pull(middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Derivative of the objective by the logit of token 0, four tokens together. */
    private double pull(double share) {
        double[] scores = new double[WAYS.length];
        for (int zeros = 0; zeros < scores.length; zeros++) {
            scores[zeros] = WAYS[zeros] * Math.pow(share, zeros) * Math.pow(1 - share, OptimumToy.LENGTH - zeros);
        }
        double gain = expected(scores, 0, group, factorial(group), 0, 0);
        double price = OptimumToy.LENGTH * share * (1 - share) * Math.log(7 * share / (1 - share));
        return gain - beta * price;
    }

    /** The mean of an answer's advantage times its score, over every group of answers with these chances of a score. */
    private double expected(double[] scores, int score, int left, double ways, double sum, double squares) {
        if (score == scores.length - 1) {
            double mean = (sum + score * left) / group;
            double deviations = squares + score * score * left - group * mean * mean;
            double deviation = Math.sqrt(Math.max(0, deviations) / (group - 1));
            double chance = ways * Math.pow(scores[score], left) / factorial(left);
            return chance * Math.max(0, deviations) / group / (deviation + 1e-6);
        }
        double total = 0;
        for (int many = 0; many <= left; many++) {
            total += expected(
                    scores,
                    score + 1,
                    left - many,
                    ways * Math.pow(scores[score], many) / factorial(many),
                    sum + score * many,
                    squares + score * score * many);
        }
        return total;
    }

    private static double factorial(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().reduce(1, (a, b) -> a * b);
    }
}
