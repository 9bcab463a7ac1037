package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * One annotator's verdict on a comparison.
 *
 * @param strength how clear the preference was, 1 (slight) to 3 (clear); a tie has strength 1
 * @param weight how much this vote counts in training, at least 0; 1 when nothing else is known
 */
public record Vote(String annotator, Verdict verdict, int strength, double weight) {

    public Vote {
        Required.text("annotator", annotator);
        Required.field("verdict", verdict);
        if (strength < 1 || strength > 3) {
            throw new IllegalArgumentException("strength %d is out of range; expected 1 to 3".formatted(strength));
        }
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight %s is out of range; expected 0 or more".formatted(weight));
        }
    }

    public Vote(String annotator, Verdict verdict) {
        this(annotator, verdict, 1, 1.0);
    }

    @JsonCreator
    static Vote fromJson(String annotator, String verdict, @Nullable Integer strength, @Nullable Double weight) {
        Required.field("verdict", verdict);
        return new Vote(
                annotator, Verdict.parse(verdict), strength == null ? 1 : strength, weight == null ? 1.0 : weight);
    }
}
