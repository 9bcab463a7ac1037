package org.careloop.web.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Maximum likelihood for comparisons with ties (Rao and Kupper 1967), the same model by which the reward model reads votes:
 * with a lead η = Σ β_k x_k and a threshold τ ≥ 0,
 *
 * <p>P(win) = σ(η - τ), P(loss) = σ(-η - τ), and the rest is the tie.
 *
 * <p>Bradley-Terry with ties is the case where x names the two models; a regression on covariates the case where x holds
 * them. The log-likelihood is concave in (β, τ); Newton's method with halved steps finds its maximum.
 */
final class RaoKupper {
    private static final int MOST_STEPS = 60;
    private static final double CLOSE = 1e-10;
    /** Beyond this lead one side wins always: the data have no maximum. */
    private static final double SEPARATED = 15;

    private final double[][] x; // [row][k]
    private final double[] outcome; // [row], +1, 0 or -1
    private final int parameters; // β, and τ last

    /**
     * The maximum.
     *
     * @param coefficients β, [k]
     * @param threshold τ
     */
    record Fit(double[] coefficients, double threshold) {
        /** P(win) - P(loss) at a lead. */
        double netWinRate(double lead) {
            return sigmoid(lead - threshold) - sigmoid(-lead - threshold);
        }
    }

    RaoKupper(double[][] x, double[] outcome) {
        this.x = x;
        this.outcome = outcome;
        this.parameters = (x.length == 0 ? 0 : x[0].length) + 1;
    }

    /**
     * Fits to rows that count a given number of times each.
     *
     * @return null where there is no single maximum: columns that cannot be told apart, or one side that wins always
     */
    @Nullable
    Fit fit(double[] weights) {
        double ties = 0;
        double all = 0;
        for (int row = 0; row < weights.length; row++) {
            all += weights[row];
            ties += outcome[row] == 0 ? weights[row] : 0;
        }
        if (all == 0 || ties == all) {
            return null;
        }
        double[] at = new double[parameters];
        // At a lead of 0 a tie has probability tanh(τ / 2).
        double rate = ties / all;
        at[parameters - 1] = Math.log((1 + rate) / (1 - rate));
        return climb(weights, at, ties > 0);
    }

    private @Nullable Fit climb(double[] weights, double[] at, boolean withTies) {
        double height = logLikelihood(weights, at);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = new double[parameters];
            double[][] curvature = new double[parameters][parameters];
            derivatives(weights, at, gradient, curvature, withTies);
            double[] direction = Cholesky.solve(curvature, gradient);
            if (direction == null) {
                return null;
            }
            double size = 1;
            double[] next = moved(at, direction, size);
            double reached = logLikelihood(weights, next);
            while (!(reached >= height - 1e-12 * Math.abs(height)) && size > CLOSE) {
                size /= 2;
                next = moved(at, direction, size);
                reached = logLikelihood(weights, next);
            }
            double furthest = Arrays.stream(direction).map(Math::abs).max().orElse(0) * size;
            at = next;
            height = reached;
            if (Arrays.stream(at).map(Math::abs).max().orElse(0) > SEPARATED) {
                return null;
            }
            if (furthest < CLOSE) {
                return new Fit(Arrays.copyOf(at, parameters - 1), at[parameters - 1]);
            }
        }
        return null;
    }

    private static double[] moved(double[] from, double[] direction, double size) {
        double[] to = from.clone();
        for (int k = 0; k < to.length; k++) {
            to[k] += size * direction[k];
        }
        return to;
    }

    private double lead(int row, double[] at) {
        double lead = 0;
        for (int k = 0; k < parameters - 1; k++) {
            lead += at[k] * x[row][k];
        }
        return lead;
    }

    private double logLikelihood(double[] weights, double[] at) {
        double threshold = at[parameters - 1];
        if (threshold < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            if (weights[row] != 0) {
                double lead = lead(row, at);
                sum += weights[row]
                        * (outcome[row] == 0
                                ? logSigmoid(threshold + lead)
                                        + logSigmoid(threshold - lead)
                                        + Math.log(-Math.expm1(-2 * threshold))
                                : logSigmoid(outcome[row] * lead - threshold));
            }
        }
        return sum;
    }

    /** The gradient, and the negative second derivatives. Without ties τ stays where it is, at 0. */
    private void derivatives(double[] weights, double[] at, double[] gradient, double[][] curvature, boolean withTies) {
        int last = parameters - 1;
        double threshold = at[last];
        for (int row = 0; row < weights.length; row++) {
            double w = weights[row];
            if (w == 0) {
                continue;
            }
            double lead = lead(row, at);
            double y = outcome[row];
            double c = sigmoid(threshold + lead);
            double e = sigmoid(threshold - lead);
            double p = sigmoid(y * lead - threshold);
            double slope = y == 0 ? e - c : y * (1 - p);
            double bend = y == 0 ? c * (1 - c) + e * (1 - e) : p * (1 - p);
            double cross = y == 0 ? c * (1 - c) - e * (1 - e) : -y * p * (1 - p);
            for (int k = 0; k < last; k++) {
                gradient[k] += w * slope * x[row][k];
                curvature[k][last] += w * cross * x[row][k];
                for (int l = 0; l <= k; l++) {
                    curvature[k][l] += w * bend * x[row][k] * x[row][l];
                }
            }
            if (withTies) {
                double grown = Math.expm1(2 * threshold);
                gradient[last] += w * (y == 0 ? 2 - c - e + 2 / grown : p - 1);
                curvature[last][last] += w * (y == 0 ? bend + 4 * (grown + 1) / (grown * grown) : bend);
            }
        }
        for (int k = 0; k < last; k++) {
            curvature[last][k] = withTies ? curvature[k][last] : 0;
        }
        if (!withTies) {
            curvature[last][last] = 1;
        }
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double logSigmoid(double z) {
        return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
    }
}
