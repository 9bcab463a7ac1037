package org.careloop.ppo.rl;

import java.util.Arrays;
import java.util.List;

/** Gives all tokens of a global batch together mean 0 and variance 1. */
final class Whitening {
    private static final double EPSILON = 1e-8;

    private Whitening() {}

    /** Whitens rows of any length, each token counted once. Returns new rows. */
    static List<double[]> overAll(List<double[]> rows) {
        long count = rows.stream().mapToLong(row -> row.length).sum();
        double mean = rows.stream().flatMapToDouble(Arrays::stream).sum() / count;
        double squares = rows.stream()
                .flatMapToDouble(Arrays::stream)
                .map(x -> (x - mean) * (x - mean))
                .sum();
        double scale = 1 / Math.sqrt(squares / Math.max(1, count - 1) + EPSILON);
        return rows.stream()
                .map(row -> Arrays.stream(row).map(x -> (x - mean) * scale).toArray())
                .toList();
    }
}
