package org.careloop.web.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.careloop.run.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The answer that a comparison or a text is known to have. Annotators meet such a one among the others; what they say of it
 * is no vote.
 *
 * @param verdict in terms of the stored responses a and b; null for a text
 * @param score of a text; null for a comparison
 * @param tolerance how far from the score a rating may lie and still be right; null for a comparison
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gold(
        @Nullable Verdict verdict,
        @Nullable Integer score,
        @Nullable Integer tolerance) {

    /** That of a comparison. */
    public Gold(Verdict verdict) {
        this(verdict, null, null);
    }

    /** That of a text. */
    public static Gold rated(int score, int tolerance) {
        return new Gold(null, score, tolerance);
    }

    /** The same answer when the two responses have changed places. */
    public Gold mirrored() {
        return new Gold(Objects.requireNonNull(verdict).swapped());
    }
}
