package org.careloop.web.study;

import java.util.UUID;

/** A comparison's identity inside the database; files know it by its external id. */
public record ComparisonId(UUID value) {

    public static ComparisonId random() {
        return new ComparisonId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
