package org.careloop.web.dataset;

import java.util.UUID;

/** A frozen snapshot's identity. */
public record SnapshotId(UUID value) {

    public static SnapshotId random() {
        return new SnapshotId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
