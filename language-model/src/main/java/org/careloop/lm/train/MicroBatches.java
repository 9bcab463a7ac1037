package org.careloop.lm.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a step into parts that are forwarded one after the other, so that memory is bounded and little is padding: similar
 * lengths go together, and one text that is much longer than the others goes alone. The gradient of the step does not depend on
 * the cut.
 */
public final class MicroBatches {
    /** A pass costs as much as so many padded places, however few it has: a small product does not fill a processor or a card. */
    private static final long PASS = 256;

    private MicroBatches() {}

    /**
     * Cuts items of one row each, shortest first.
     *
     * @param places rows times the longest of them, at most, unless a single item has more
     */
    public static <T> List<List<T>> of(List<T> items, ToIntFunction<? super T> length, long places) {
        return of(items, length, item -> 1, places);
    }

    /**
     * Cuts items of several rows; the rows of an item stay together.
     *
     * @param longest row of an item
     * @param rows number of rows of an item
     */
    public static <T> List<List<T>> of(
            List<T> items, ToIntFunction<? super T> longest, ToIntFunction<? super T> rows, long places) {
        List<T> byLength = new ArrayList<>(items);
        byLength.sort(Comparator.comparingInt(longest));
        int count = byLength.size();
        // The least cost of the first so many items, and where the last part of that begins.
        long[] cost = new long[count + 1];
        int[] begin = new int[count + 1];
        for (int end = 1; end <= count; end++) {
            cost[end] = Long.MAX_VALUE;
            long length = longest.applyAsInt(byLength.get(end - 1));
            long held = 0;
            for (int start = end - 1; start >= 0; start--) {
                held += rows.applyAsInt(byLength.get(start));
                if (held * length > places && start < end - 1) {
                    break;
                }
                long whole = cost[start] + PASS + held * length;
                if (whole < cost[end]) {
                    cost[end] = whole;
                    begin[end] = start;
                }
            }
        }
        List<List<T>> parts = new ArrayList<>();
        for (int end = count; end > 0; end = begin[end]) {
            parts.addFirst(new ArrayList<>(byLength.subList(begin[end], end)));
        }
        return parts;
    }
}
