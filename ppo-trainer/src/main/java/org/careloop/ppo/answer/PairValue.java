package org.careloop.ppo.answer;

import java.util.Arrays;

/**
 * How much a vote on each of many pairs would teach a reward model, by its own scores and hidden states.
 *
 * <p>Under Bradley-Terry the vote on a pair with score difference d carries the Fisher information p (1 - p) x x^T about the
 * weights of the head, with p = sigmoid(d) and x the difference of the hidden states that the head reads (Feng et al. 2025,
 * arXiv 2502.04354).
 */
final class PairValue {
    private PairValue() {}

    /**
     * Disagreement of the reward model with itself about a pair: p (1 - p), .25 where it cannot tell the answers apart.
     *
     * @param difference of the two scores
     */
    static double disagreement(double difference) {
        double p = 1 / (1 + Math.exp(-difference));
        return p * (1 - p);
    }

    /**
     * The order in which pairs add most to the log-determinant of the information of all pairs before them (greedy
     * D-optimal design), starting from the identity. Hidden states are scaled to a mean square length of 1 first.
     *
     * @param differences of scores, one a pair
     * @param features differences of hidden states, {@code [pairs][hidden]}
     * @param count pairs to take
     * @return indices of the pairs, the most informative first
     */
    static int[] byInformation(double[] differences, double[][] features, int count) {
        double[][] x = scaled(features);
        double[] weight =
                Arrays.stream(differences).map(PairValue::disagreement).toArray();
        double[] gain = Arrays.stream(x).mapToDouble(row -> dot(row, row)).toArray(); // x^T A^-1 x, A = I at the start
        boolean[] taken = new boolean[x.length];
        double[][] directions = new double[Math.min(count, x.length)][]; // A^-1 = I - sum of u u^T
        int[] order = new int[directions.length];
        for (int step = 0; step < order.length; step++) {
            int best = best(weight, gain, taken);
            taken[best] = true;
            order[step] = best;
            double[] u = inverseTimes(x[best], directions, step);
            double scale = Math.sqrt(weight[best] / (1 + weight[best] * gain[best]));
            for (int i = 0; i < u.length; i++) {
                u[i] *= scale;
            }
            directions[step] = u;
            for (int i = 0; i < x.length; i++) {
                double along = dot(x[i], u);
                gain[i] -= along * along;
            }
        }
        return order;
    }

    private static int best(double[] weight, double[] gain, boolean[] taken) {
        int best = -1;
        for (int i = 0; i < gain.length; i++) {
            if (!taken[i] && (best < 0 || weight[i] * gain[i] > weight[best] * gain[best])) {
                best = i;
            }
        }
        return best;
    }

    private static double[] inverseTimes(double[] x, double[][] directions, int count) {
        double[] result = x.clone();
        for (int step = 0; step < count; step++) {
            double[] u = directions[step];
            double along = dot(u, x);
            for (int i = 0; i < result.length; i++) {
                result[i] -= along * u[i];
            }
        }
        return result;
    }

    private static double[][] scaled(double[][] features) {
        double square = Arrays.stream(features)
                .mapToDouble(row -> dot(row, row))
                .average()
                .orElse(0);
        double scale = square > 0 ? 1 / Math.sqrt(square) : 1;
        return Arrays.stream(features)
                .map(row -> Arrays.stream(row).map(value -> value * scale).toArray())
                .toArray(double[][]::new);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
