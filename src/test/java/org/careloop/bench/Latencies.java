package org.careloop.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Latencies of many equal operations. */
record Latencies(long[] sortedNanos, Duration wall) {

    static Latencies of(Collection<Long> nanos, Duration wall) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Latencies(sorted, wall);
    }

    /** The latency in milliseconds at a quantile. */
    double millis(double share) {
        int last = sortedNanos.length - 1;
        return last < 0 ? Double.NaN : sortedNanos[(int) Math.min(last, Math.floor(share * sortedNanos.length))] / 1e6;
    }

    double perSecond() {
        return sortedNanos.length / (wall.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d in %.1f s, %.0f/s; ms p50 %.1f, p95 %.1f, p99 %.1f, longest %.1f",
                sortedNanos.length,
                wall.toNanos() / 1e9,
                perSecond(),
                millis(.50),
                millis(.95),
                millis(.99),
                millis(1));
    }
}
