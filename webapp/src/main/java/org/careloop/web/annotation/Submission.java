package org.careloop.web.annotation;

import java.util.UUID;
import org.careloop.web.study.ComparisonId;

/**
 * A verdict on its way to the database.
 *
 * @param key the same for every attempt to send this verdict, so that it is stored once
 * @param aOnLeft the side map that the person saw
 * @param rationale the person's reason in words; empty when none
 * @param activeMillis how long the person looked at the pair, pauses excluded
 */
public record Submission(
        UUID key, ComparisonId comparison, boolean aOnLeft, SideVerdict verdict, String rationale, long activeMillis) {

    public Submission {
        rationale = rationale.strip();
        activeMillis = Math.max(0, activeMillis);
    }
}
