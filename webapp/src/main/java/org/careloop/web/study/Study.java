package org.careloop.web.study;

import java.time.Instant;

/**
 * A study as it is stored.
 *
 * @param design how it asks now
 * @param designVersion which version of its design that is, from 1
 * @param version grows with every change, so that two people cannot overwrite each other unseen
 */
public record Study(
        StudyId id, String name, StudyDesign design, int designVersion, State state, Instant createdAt, long version) {

    /** How far a study has come. */
    public enum State {
        /** Being designed; comparisons are gathered and nobody is handed one. */
        DRAFT,
        /** A first few comparisons are judged to try the design; they never count. */
        PILOT,
        /** Locked: votes are collected, and a change of the design makes a new version. */
        COLLECTING,
        /** No more votes; may be opened again with a reason. */
        CLOSED,
        /** Signed, for good. */
        FROZEN
    }

    public boolean isCollecting() {
        return state == State.COLLECTING;
    }

    /** Whether people are handed comparisons: of the pilot or of the study itself. */
    public boolean isHandingOut() {
        return state == State.PILOT || state == State.COLLECTING;
    }

    /** Whether the design still changes in place, for nothing that counts was judged under it. */
    public boolean isUnlocked() {
        return state == State.DRAFT || state == State.PILOT;
    }
}
