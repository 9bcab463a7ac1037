package org.careloop.web.study;

import java.util.Optional;
import java.util.UUID;

/** A study's identity. */
public record StudyId(UUID value) {

    public static StudyId random() {
        return new StudyId(UUID.randomUUID());
    }

    /** Reads an id out of an address; empty when the text is none. */
    public static Optional<StudyId> parse(String text) {
        try {
            return Optional.of(new StudyId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
