package org.careloop.web.agreement;

import java.util.Optional;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;

/**
 * One person's work in a study, by the figures that are always up to date.
 *
 * @param judged votes given
 * @param pace how long the first answers took
 * @param left how often the preferred response stood on the left
 * @param side the exact binomial p value of a preference for one side, adjusted for everybody who was tested; empty
 *     where too few deciding votes are there to test
 * @param exclusion the exclusion of this person's votes, while it is in force
 */
public record Annotator(
        PersonId id,
        String login,
        String name,
        long judged,
        Pace pace,
        Proportion left,
        Optional<Double> side,
        boolean scripted,
        boolean imported,
        Optional<Exclusion> exclusion) {

    /** Whether the person prefers one side of the screen beyond chance. */
    public boolean isOneSided() {
        return side.filter(p -> p < BinomialTests.LEVEL).isPresent();
    }

    /** Whether a person at a screen, and not a script or a file, gave these votes. */
    public boolean isPresent() {
        return !scripted && !imported;
    }

    /** The name on a lead's screen; authors of imported votes have no account name. */
    public String label() {
        return imported ? name : login;
    }
}
