package org.careloop.web.agreement;

import java.util.Optional;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;

/**
 * One person's work in a study, as far as it is known at every moment.
 *
 * @param judged votes given
 * @param pace how long the first answers took
 * @param left how often the preferred response stood on the left
 * @param side whether that is more than chance: the exact binomial p value, adjusted for everybody who was tested; empty
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

    /** What to call the person on a lead's screen: imported annotators have no account of their own. */
    public String label() {
        return imported ? name : login;
    }
}
