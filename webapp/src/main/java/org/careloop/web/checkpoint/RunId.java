package org.careloop.web.checkpoint;

import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/** The identity of a training run, which is what makes a checkpoint. */
public record RunId(UUID value) implements Serializable {

    public static RunId random() {
        return new RunId(UUID.randomUUID());
    }

    /** Reads an id out of an address; empty when the text is none. */
    public static Optional<RunId> parse(String text) {
        try {
            return Optional.of(new RunId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
