package org.careloop.run.rating.agreement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure with its 95 % interval.
 *
 * @param value null where it is not defined, as where all ratings are equal
 * @param low null where it is not defined in half of the resamples or more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Estimate(
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high) {
    private static final double TAIL = 0.025;

    /**
     * With an interval of percentiles (Efron 1979).
     *
     * @param resampled NaN where the figure is not defined
     */
    public static Estimate of(double value, double[] resampled) {
        double[] defined =
                Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        boolean enough = Double.isFinite(value) && 2 * defined.length > resampled.length;
        return new Estimate(
                Double.isFinite(value) ? value : null,
                enough ? quantile(defined, TAIL) : null,
                enough ? quantile(defined, 1 - TAIL) : null);
    }

    /** Linear between neighbours. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (at - below) * (above - sorted[below]);
    }

    /** The figure as people read it: value, and the interval in brackets. */
    public String text() {
        if (value == null) {
            return "not defined";
        }
        return low == null
                ? String.format(Locale.ROOT, "%.3f", value)
                : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", value, low, high);
    }
}
