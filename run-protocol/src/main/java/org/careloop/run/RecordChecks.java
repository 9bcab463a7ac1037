package org.careloop.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that records make of themselves; each message names the field, and what was expected there. */
final class RecordChecks {
    private RecordChecks() {}

    static <T> void field(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("field \"%s\" is missing".formatted(name));
        }
    }

    static void text(String name, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("field \"%s\" is missing".formatted(name));
        }
        if (value.isBlank()) {
            throw new IllegalArgumentException("field \"%s\" is empty; expected a text".formatted(name));
        }
    }

    static void prompt(@Nullable List<Message> prompt) {
        if (prompt == null || prompt.isEmpty()) {
            throw new IllegalArgumentException(
                    "field \"prompt\" is missing or empty; expected a list of messages with role and content");
        }
    }
}
