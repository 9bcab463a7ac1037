package org.careloop.lm.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a step into parts that are forwarded one after the other, so that memory is bounded. Similar lengths go together, so
 * that little is padding. The gradient of the step does not depend on the cut.
 */
public final class MicroBatches {
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
        List<List<T>> parts = new ArrayList<>();
        long held = 0;
        for (T item : byLength) {
            held += rows.applyAsInt(item);
            if (parts.isEmpty() || held * longest.applyAsInt(item) > places) {
                parts.add(new ArrayList<>());
                held = rows.applyAsInt(item);
            }
            parts.getLast().add(item);
        }
        return parts;
    }
}
