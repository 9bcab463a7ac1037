package org.careloop.ppo.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The memory of a run by part. Sampling and learning take turns, so that only the larger of their parts counts.
 *
 * @param parts the largest first within each time
 */
record MemoryPlan(List<Part> parts) {
    /** When a part is in memory. */
    enum When {
        ALWAYS,
        SAMPLING,
        LEARNING
    }

    /**
     * A part.
     *
     * @param what in words
     */
    record Part(When when, String what, long bytes) {}

    /** Bytes at the fullest moment. */
    long bytes() {
        return of(When.ALWAYS) + Math.max(of(When.SAMPLING), of(When.LEARNING));
    }

    long of(When when) {
        return parts.stream()
                .filter(part -> part.when() == when)
                .mapToLong(Part::bytes)
                .sum();
    }

    /** A line a part. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            lines.add("%s, %s: %s"
                    .formatted(part.when().name().toLowerCase(Locale.ROOT), part.what(), size(part.bytes())));
        }
        lines.add("at most %s at a time".formatted(size(bytes())));
        return lines;
    }

    /** All parts in one line. */
    String line() {
        return parts.stream()
                .map(part -> "%s %s".formatted(part.what(), size(part.bytes())))
                .collect(Collectors.joining(", "));
    }

    static String size(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
