package org.careloop.web.study;

import java.util.Optional;
import java.util.UUID;

/** A comparison's identity inside the database; files know it by its external id. */
public record ComparisonId(UUID value) {

    public static ComparisonId random() {
        return new ComparisonId(UUID.randomUUID());
    }

    /** The identity written in an address; empty when the text is none. */
    public static Optional<ComparisonId> parse(String text) {
        try {
            return Optional.of(new ComparisonId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
