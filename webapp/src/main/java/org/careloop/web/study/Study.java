package org.careloop.web.study;

import java.time.Instant;

/** A study as it is stored. */
public record Study(
        StudyId id, String name, String guidelines, int overlap, State state, Instant createdAt, long version) {

    /** Whether votes are still collected. */
    public enum State {
        COLLECTING,
        CLOSED
    }

    public boolean isCollecting() {
        return state == State.COLLECTING;
    }
}
