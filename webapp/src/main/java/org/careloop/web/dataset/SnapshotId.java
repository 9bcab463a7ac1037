package org.careloop.web.dataset;

import java.util.Optional;
import java.util.UUID;

/** A frozen snapshot's identity. */
public record SnapshotId(UUID value) {

    public static SnapshotId random() {
        return new SnapshotId(UUID.randomUUID());
    }

    /** Reads an id out of an address; empty when the text is none. */
    public static Optional<SnapshotId> parse(String text) {
        try {
            return Optional.of(new SnapshotId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
