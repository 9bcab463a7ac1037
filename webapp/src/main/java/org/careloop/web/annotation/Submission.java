package org.careloop.web.annotation;

import java.util.UUID;
import org.careloop.web.study.ComparisonId;

/**
 * An answer on its way to the database.
 *
 * @param key the same for every attempt to send this answer, so that it is stored once
 * @param ordinal of the slot that the person held when the window opened, or has filled
 * @param shown the side map that the person saw
 * @param designVersion the version of the design that the person was asked by
 * @param activeMillis how long the person looked at the pair, pauses excluded
 */
public record Submission(
        UUID key,
        ComparisonId comparison,
        int ordinal,
        SideMap shown,
        int designVersion,
        Answer answer,
        long activeMillis) {

    /** An answer on a pair as it was handed out. */
    public static Submission on(Pair pair, UUID key, Answer answer, long activeMillis) {
        return new Submission(
                key, pair.comparison(), pair.ordinal(), pair.shown(), pair.designVersion(), answer, activeMillis);
    }

    public Submission {
        activeMillis = Math.max(0, activeMillis);
    }
}
