package org.careloop.web.statistics;

import java.util.Arrays;

/**
 * The mean of something that people judged on some prompts and a reward model predicted on all of them: PPI++ (Angelopoulos,
 * Duchi and Zrnic 2023, arXiv 2311.01453),
 *
 * <p>θ = λ mean(f̃) + mean(y - λ f), with λ in [0, 1] chosen for the least variance, and a normal interval.
 *
 * <p>It is right whatever the predictions are worth, as long as the judged prompts were drawn at random from all.
 *
 * @param value θ
 * @param trust λ, how far the predictions were followed
 */
public record PredictionPowered(double value, Interval interval, double trust) {
    /**
     * Computes the mean.
     *
     * @param judged what people said of each judged prompt, y
     * @param predicted the prediction for each of them, f
     * @param elsewhere the predictions for the prompts that nobody judged, f̃
     * @throws IllegalArgumentException with fewer than two prompts of either kind
     */
    public static PredictionPowered mean(double[] judged, double[] predicted, double[] elsewhere, double alpha) {
        int n = judged.length;
        int more = elsewhere.length;
        if (n < 2 || more < 2 || predicted.length != n) {
            throw new IllegalArgumentException(
                    "%d judged, %d predictions for them, %d others; expected two of each at least"
                            .formatted(n, predicted.length, more));
        }
        double trust = trust(judged, predicted, elsewhere);
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            rest[i] = judged[i] - trust * predicted[i];
        }
        double value = trust * average(elsewhere) + average(rest);
        double error = Math.sqrt(trust * trust * variance(elsewhere) / more + variance(rest) / n);
        double reach = Quantiles.normal(alpha / 2) * error;
        return new PredictionPowered(value, new Interval(value - reach, value + reach), trust);
    }

    /** Cov(y, f) / ((1 + n / N) Var(f)), the variance taken over all predictions. */
    private static double trust(double[] judged, double[] predicted, double[] elsewhere) {
        int n = judged.length;
        double meanJudged = average(judged);
        double meanPredicted = average(predicted);
        double covariance = 0;
        for (int i = 0; i < n; i++) {
            covariance += (judged[i] - meanJudged) * (predicted[i] - meanPredicted) / n;
        }
        double[] all = Arrays.copyOf(predicted, n + elsewhere.length);
        System.arraycopy(elsewhere, 0, all, n, elsewhere.length);
        double spread = variance(all) * all.length / (all.length - 1);
        return spread == 0 ? 0 : Math.clamp(covariance / ((1 + (double) n / elsewhere.length) * spread), 0, 1);
    }

    private static double average(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** With the divisor n. */
    private static double variance(double[] values) {
        double mean = average(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    }
}
