package org.careloop.reward.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A mean with its 95 % confidence interval.
 *
 * @param value the mean; null when nothing was observed
 * @param low lower end of the interval; null with fewer prompts than {@link #FEWEST_PROMPTS}
 * @param high upper end
 * @param n number of observations
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeanWithInterval(
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        long n) {
    /** With fewer prompts the bootstrap gives intervals that are too narrow. */
    static final int FEWEST_PROMPTS = 10;

    /** Of fewer observations a mean says nothing. */
    public static final int ENOUGH = 20;

    private static final int RESAMPLES = 1000;
    private static final long SEED = 20_260_101;

    /**
     * The contribution of one prompt to a mean.
     *
     * @param sum of the observations
     * @param n how many they are
     */
    record Share(double sum, long n) {}

    /**
     * A mean over prompts' shares, with a percentile bootstrap over prompts. Votes on one prompt are correlated, so whole
     * prompts are drawn and not single votes (Efron and Tibshirani 1993, chapter 13, by cluster). The draws are seeded: the
     * same votes give the same interval.
     */
    static MeanWithInterval over(List<Share> prompts) {
        List<Share> counted = prompts.stream().filter(share -> share.n > 0).toList();
        long n = counted.stream().mapToLong(Share::n).sum();
        if (n == 0) {
            return new MeanWithInterval(null, null, null, 0);
        }
        double mean = counted.stream().mapToDouble(Share::sum).sum() / n;
        if (counted.size() < FEWEST_PROMPTS) {
            return new MeanWithInterval(mean, null, null, n);
        }
        double[] means = resample(counted);
        return new MeanWithInterval(mean, means[(int) (0.025 * RESAMPLES)], means[(int) (0.975 * RESAMPLES)], n);
    }

    private static double[] resample(List<Share> prompts) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            long n = 0;
            for (int draw = 0; draw < prompts.size(); draw++) {
                Share share = prompts.get(random.nextInt(prompts.size()));
                sum += share.sum;
                n += share.n;
            }
            means[i] = sum / n;
        }
        Arrays.sort(means);
        return means;
    }

    /** For a person: {@code .684 (.651 to .713, n = 1040)}; of few observations only how many. */
    public String text() {
        if (value == null) {
            return "none seen";
        }
        if (n < ENOUGH) {
            return "too few to say (n = %d)".formatted(n);
        }
        String doubt = low == null || high == null
                ? "too few prompts for an interval"
                : String.format(Locale.ROOT, "%.3f to %.3f", low, high);
        return String.format(Locale.ROOT, "%.3f (%s, n = %d)", value, doubt, n);
    }
}
