package org.careloop.web.agreement;

import java.util.OptionalDouble;
import org.careloop.web.study.Proportion;

/**
 * How long a person's answers took, as counts in the buckets of {@code pace_tally}: four to a doubling, so that the
 * median is accurate to a tenth.
 *
 * @param buckets how many answers fell into each
 */
public record Pace(long[] buckets) {
    static final int BUCKETS = 48;

    /** Too short to read two medical answers; bucket {@link #FIVE_SECONDS} begins here. */
    private static final double HASTE_SECONDS = 5;

    private static final int FIVE_SECONDS = 18;
    private static final int TO_A_DOUBLING = 4;
    private static final double TWO_SIDED_95 = 1.96;

    /** How many answers were timed. */
    public long timed() {
        long sum = 0;
        for (long count : buckets) {
            sum += count;
        }
        return sum;
    }

    /** The median active time in seconds; empty where nothing was timed. */
    public OptionalDouble median() {
        return quantile(timed() / 2.0);
    }

    /** The lower end of the median's 95 % interval, by the ranks that hold it (normal approximation of the sign test). */
    public OptionalDouble low() {
        return quantile(timed() / 2.0 - TWO_SIDED_95 * Math.sqrt(timed()) / 2);
    }

    /** The upper end of the median's 95 % interval. */
    public OptionalDouble high() {
        return quantile(timed() / 2.0 + TWO_SIDED_95 * Math.sqrt(timed()) / 2);
    }

    /** How many answers were given in less than five seconds. */
    public Proportion hasty() {
        long hasty = 0;
        for (int i = 0; i < FIVE_SECONDS; i++) {
            hasty += buckets[i];
        }
        return new Proportion((int) hasty, (int) timed());
    }

    /** Whether half of the answers or more were too fast to have been read. */
    public boolean isHasty() {
        return timed() >= Proportion.ENOUGH && median().orElse(HASTE_SECONDS) < HASTE_SECONDS;
    }

    /** The seconds below which so many answers lie, even inside a bucket on the scale of its logarithm. */
    private OptionalDouble quantile(double rank) {
        double below = 0;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] > 0 && below + buckets[i] >= rank) {
                double inside = Math.clamp((rank - below) / buckets[i], 0, 1);
                return OptionalDouble.of(HASTE_SECONDS * Math.pow(2, (i + inside - FIVE_SECONDS) / TO_A_DOUBLING));
            }
            below += buckets[i];
        }
        return OptionalDouble.empty();
    }
}
