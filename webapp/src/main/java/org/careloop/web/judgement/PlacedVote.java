package org.careloop.web.judgement;

import org.careloop.run.Vote;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.jspecify.annotations.Nullable;

/**
 * A vote that no person gave here, and the slot that it fills.
 *
 * @param ordinal of the slot
 * @param aOnLeft where a person would have seen response a; null for an imported vote, of which nobody knows
 * @param activeMillis how long it took; null for an imported vote of which nobody knows
 */
public record PlacedVote(
        ComparisonId comparison,
        int ordinal,
        PersonId annotator,
        Vote vote,
        @Nullable Boolean aOnLeft,
        @Nullable Long activeMillis) {}
