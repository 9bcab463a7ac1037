package org.careloop.web.study;

import org.careloop.run.Verdict;

/**
 * The answer that a comparison is known to have. Annotators meet such a comparison among the others; what they say of it
 * is no vote.
 *
 * @param verdict in terms of the stored responses a and b
 */
public record Gold(Verdict verdict) {
    /** The same answer when the two responses have changed places. */
    public Gold mirrored() {
        return new Gold(verdict.swapped());
    }
}
