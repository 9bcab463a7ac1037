package org.careloop.web.comparison;

import java.time.Instant;
import org.careloop.web.annotation.Opinion;
import org.careloop.web.study.SlotPurpose;

/**
 * A judgement of a comparison, in terms of the stored responses.
 *
 * @param who the display name of the person
 * @param purpose what the judgement was asked for; only a vote counts
 * @param graded whether its design told a slight preference from a clear one
 * @param revision counts from 1; what replaces a judgement is one more
 * @param current whether nothing has replaced it
 * @param excluded whether the person's votes are left out of the study
 * @param reason why it replaced the one before; empty for a first one
 * @param note what the person wrote beside the reason
 */
public record GivenJudgement(
        String who,
        SlotPurpose purpose,
        Opinion opinion,
        boolean graded,
        int revision,
        boolean current,
        boolean excluded,
        boolean imported,
        String reason,
        String note,
        Instant at) {}
