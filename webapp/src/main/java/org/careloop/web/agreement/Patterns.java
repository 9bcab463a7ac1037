package org.careloop.web.agreement;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts how often each pattern of votes occurs among comparisons. The coefficients do not depend on who gave which
 * vote, so that a million votes reduce to some hundred patterns, and a thousand resamples of these take milliseconds.
 */
public final class Patterns {
    /** Sorted, so that the same votes are always resampled in the same order. */
    private final SortedMap<int[], Long> times = new TreeMap<>(Arrays::compare);

    /**
     * Adds comparisons whose votes fall on the grades like this; without any vote they are skipped.
     *
     * @param votes how many votes each grade has, in the order of {@link Grade}
     */
    void add(int[] votes, long comparisons) {
        if (votes(votes) > 0) {
            Long before = times.get(votes);
            times.put(before == null ? votes.clone() : votes, comparisons + (before == null ? 0 : before));
        }
    }

    /** The patterns that occur, each as how many votes each grade has. */
    List<int[]> counts() {
        return List.copyOf(times.keySet());
    }

    /** How often each of them occurs. */
    double[] times() {
        return times.values().stream().mapToDouble(Long::doubleValue).toArray();
    }

    /** Comparisons with two votes or more: the only ones that can show agreement. */
    public long comparable() {
        return times.entrySet().stream()
                .filter(pattern -> votes(pattern.getKey()) > 1)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** All votes of one verdict; {@link Grade#verdict()}'s ordinal counts. */
    public long[] verdicts() {
        long[] sums = new long[Grade.VERDICTS];
        times.forEach((counts, comparisons) -> {
            for (Grade grade : Grade.values()) {
                sums[grade.verdict().ordinal()] += comparisons * counts[grade.ordinal()];
            }
        });
        return sums;
    }

    static int votes(int[] counts) {
        return Arrays.stream(counts).sum();
    }
}
