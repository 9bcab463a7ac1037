package org.careloop.web.checkpoint;

import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/** A checkpoint's identity. */
public record CheckpointId(UUID value) implements Serializable {

    public static CheckpointId random() {
        return new CheckpointId(UUID.randomUUID());
    }

    /** Reads an id out of an address; empty when the text is none. */
    public static Optional<CheckpointId> parse(String text) {
        try {
            return Optional.of(new CheckpointId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
