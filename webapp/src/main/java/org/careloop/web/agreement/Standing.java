package org.careloop.web.agreement;

import java.util.Arrays;

/**
 * The present numbers of votes of a study, read from the tallies.
 *
 * @param comparisons that votes are asked for
 * @param wanted votes asked for in all
 * @param counted votes that are in and count
 * @param leftOut votes that are in and belong to an excluded person
 * @param heldBack votes that cannot be given now, because their comparisons are held back for a privacy problem
 * @param complete comparisons with all their votes
 * @param divided comparisons with all their votes and too little agreement, not yet adjudicated
 * @param raised comparisons that were flagged or passed on to an adjudicator, not yet adjudicated
 * @param adjudicated comparisons with an adjudicator's decision
 * @param patterns the counted votes, those of a ranking by its first two responses
 * @param pairs those of them that compare two responses and rank no more
 */
public record Standing(
        long comparisons,
        long wanted,
        long counted,
        long leftOut,
        long heldBack,
        long complete,
        long divided,
        long raised,
        long adjudicated,
        Patterns patterns,
        Patterns pairs) {

    /** Votes that were given, whether or not they count. */
    public long judged() {
        return counted + leftOut;
    }

    /** Votes that can still be given. */
    public long toCome() {
        return Math.max(0, wanted - judged() - heldBack);
    }

    /** Counted votes that rank more than two responses. */
    public long rankings() {
        return counted - Arrays.stream(pairs.verdicts()).sum();
    }

    /** Comparisons that wait for an adjudicator. */
    public long toAdjudicate() {
        return divided + raised;
    }
}
