package org.careloop.web.annotation;

import java.time.Instant;
import org.careloop.web.study.ComparisonId;

/**
 * A line of a person's own work.
 *
 * @param question the first line of what was asked, or of the text that was rated
 * @param answer in terms of the sides that the person saw
 * @param graded whether the scale told a slight preference from a clear one
 * @param at when it was last given
 * @param revisions how often it was changed
 * @param changeable whether the study still takes changes
 */
public record OwnJudgement(
        ComparisonId comparison,
        String studyName,
        String question,
        Answer answer,
        boolean graded,
        Instant at,
        int revisions,
        boolean changeable) {}
