package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the advantages of an iteration to mean 0, and divides them by the deviation of all tokens of the run so far.
 *
 * <p>Others divide by the iteration's own deviation (Huang et al. 2024, "The N+ Implementation Details of RLHF with PPO", detail
 * 11). Then an iteration whose answers are all equally good, which leaves the price of the divergence alone, pulls as hard
 * towards the reference as another one learns from a bad answer: where bad answers are few, beta counts as many times what
 * it is. On the toy whose answers should end, PPO came to rest at .98 for that reason, however long it was trained.
 */
final class Whitening {
    private static final double EPSILON = 1e-8;

    private long tokens;
    private double squares;

    /** What a later process needs: tokens so far, and the sum of their squared distances from their iteration's mean. */
    record State(long tokens, double squares) {}

    /** Rows of any length, each token counted once. Returns new rows. */
    List<double[]> overAll(List<double[]> rows) {
        double mean = sum(rows) / count(rows);
        double scale = scale(rows, mean);
        return rows.stream().map(row -> moved(row, mean, scale)).toList();
    }

    /**
     * The same with the mean of the other groups taken off each row: what is taken off must not depend on the row itself. A
     * single group keeps its mean.
     *
     * @param group rows of a group, which stand one after the other
     */
    List<double[]> withoutOwn(List<double[]> rows, int group) {
        double sum = sum(rows);
        long count = count(rows);
        double scale = scale(rows, sum / count);
        List<double[]> whitened = new ArrayList<>();
        for (List<double[]> own : Groups.of(rows, group)) {
            long others = count - count(own);
            double mean = others == 0 ? 0 : (sum - sum(own)) / others;
            own.forEach(row -> whitened.add(moved(row, mean, scale)));
        }
        return whitened;
    }

    State state() {
        return new State(tokens, squares);
    }

    void restore(State state) {
        tokens = state.tokens();
        squares = state.squares();
    }

    private static double[] moved(double[] row, double mean, double scale) {
        return Arrays.stream(row).map(x -> (x - mean) * scale).toArray();
    }

    /** One over the deviation of all tokens so far, these among them. */
    private double scale(List<double[]> rows, double mean) {
        tokens += count(rows);
        squares += rows.stream()
                .flatMapToDouble(Arrays::stream)
                .map(x -> (x - mean) * (x - mean))
                .sum();
        return 1 / Math.sqrt(squares / Math.max(1, tokens - 1) + EPSILON);
    }

    private static double sum(List<double[]> rows) {
        return rows.stream().flatMapToDouble(Arrays::stream).sum();
    }

    private static long count(List<double[]> rows) {
        return rows.stream().mapToLong(row -> row.length).sum();
    }
}
