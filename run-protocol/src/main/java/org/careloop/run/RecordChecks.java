package org.careloop.run;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks that records make of themselves; each message names the field, and what was expected there. */
final class RecordChecks {
    private RecordChecks() {}

    static <T> void field(String name, @Nullable T value) {
        if (value == null) {
            throw missing(name);
        }
    }

    static void text(String name, @Nullable String value) {
        if (value == null) {
            throw missing(name);
        }
        if (value.isBlank()) {
            throw BadValue.coded("value.empty", "field \"%s\" is empty; expected a text".formatted(name), name);
        }
    }

    static void prompt(@Nullable List<Message> prompt) {
        if (prompt == null || prompt.isEmpty()) {
            throw BadValue.coded(
                    "value.no-prompt",
                    "field \"prompt\" is missing or empty; expected a list of messages with role and content");
        }
        list("prompt", prompt);
    }

    /** A copy of a list that may be absent. */
    static <T> List<T> list(String name, @Nullable List<T> values) {
        if (values == null) {
            return List.of();
        }
        if (values.stream().anyMatch(Objects::isNull)) {
            throw BadValue.coded(
                    "value.null-in-list",
                    "field \"%s\": null stands in the list; expected a value in each place".formatted(name),
                    name);
        }
        return List.copyOf(values);
    }

    private static BadValue missing(String name) {
        return BadValue.coded("value.missing", "field \"%s\" is missing".formatted(name), name);
    }
}
