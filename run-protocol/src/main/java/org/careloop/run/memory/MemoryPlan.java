package org.careloop.run.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.careloop.run.Phrase;

/**
 * The memory of a run by part. Sampling and learning take turns, so that only the larger of their parts counts.
 *
 * @param parts the largest first within each time
 */
public record MemoryPlan(List<Part> parts) {
    /** When a part is in memory. */
    public enum When {
        ALWAYS,
        SAMPLING,
        LEARNING
    }

    /** What takes memory, and how many bytes. */
    public record Part(When when, Phrase what, long bytes) {}

    public MemoryPlan {
        parts = List.copyOf(parts);
    }

    /** Bytes at the fullest moment. */
    public long bytes() {
        return of(When.ALWAYS) + Math.max(of(When.SAMPLING), of(When.LEARNING));
    }

    /** Bytes of all parts of a time. */
    public long of(When when) {
        return parts.stream()
                .filter(part -> part.when() == when)
                .mapToLong(Part::bytes)
                .sum();
    }

    /** A line a part, for a log. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Part part : parts) {
            lines.add("%s, %s: %s"
                    .formatted(
                            part.when().name().toLowerCase(Locale.ROOT),
                            part.what().english(),
                            size(part.bytes())));
        }
        lines.add("at most %s at a time".formatted(size(bytes())));
        return lines;
    }

    /** All parts in one line. */
    public String line() {
        return parts.stream()
                .map(part -> "%s %s".formatted(part.what().english(), size(part.bytes())))
                .collect(Collectors.joining(", "));
    }

    /** Bytes in gigabytes. */
    public static String size(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
