package org.careloop.web.judgement;

import java.util.UUID;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.jspecify.annotations.Nullable;

/**
 * A person's judgement that is to be stored, in terms of the stored responses.
 *
 * @param submission the browser's name for it: sent twice, it is stored once
 * @param ordinal of the slot that it fills
 * @param revision 1 for the first, then one more each time it is changed
 * @param designVersion of the design that the person was asked by
 * @param verdict null for the rating of a text
 * @param strength how clear the verdict is
 * @param criteria JSON: a verdict for each criterion that was asked for
 * @param flags JSON: the problems that were marked, a list
 * @param corrections JSON: better texts by the index of the response, from 0
 * @param ranking the rank of each response, 1 the best; null for a pair
 * @param scores JSON: of a text, by the key of a criterion; null for responses that are compared
 * @param aOnLeft whether response a stood on the left
 * @param shown where each response of a ranking stood; null for a pair
 * @param rationale why; may be empty
 * @param reason of a revision; empty for the first
 * @param note what the person wrote about that reason; may be empty
 */
public record NewJudgement(
        UUID submission,
        ComparisonId comparison,
        int ordinal,
        PersonId annotator,
        int revision,
        int designVersion,
        @Nullable Verdict verdict,
        Strength strength,
        String criteria,
        String flags,
        String corrections,
        Short @Nullable [] ranking,
        @Nullable String scores,
        boolean aOnLeft,
        Short @Nullable [] shown,
        String rationale,
        String reason,
        String note,
        long activeMillis) {}
