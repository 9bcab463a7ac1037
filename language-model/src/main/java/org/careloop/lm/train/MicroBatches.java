package org.careloop.lm.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Parts of a step that are forwarded one after the other, so that memory is bounded. Similar lengths go together, so that
 * little is padding; what a step learns does not depend on how it is cut.
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
     * Cuts items that bring several rows, which are never parted.
     *
     * @param longest row of an item
     * @param rows how many it brings
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
