package org.careloop.run.mixture;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Which texts of a source are learnt from, by the number in their field {@code quality}: exactly one of the three is given. A source
 * that is divided by language is cut in each language by itself.
 *
 * @param minimum lowest quality that is kept
 * @param share of the source's tokens that is kept, the best first
 * @param tokens of the source that are kept, the best first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QualityCut(
        @Nullable Double minimum,
        @Nullable Double share,
        @Nullable Long tokens) {

    /** @throws BadValue naming the source and what does not fit */
    void check(String source) {
        int given = (minimum == null ? 0 : 1) + (share == null ? 0 : 1) + (tokens == null ? 0 : 1);
        if (given != 1) {
            throw new BadValue(Phrase.filled(
                    "mixture.quality",
                    "source \"%s\", field \"quality\": expected exactly one of \"minimum\", \"share\" and \"tokens\"",
                    source));
        }
        if (minimum != null && !Double.isFinite(minimum)) {
            throw new BadValue(Phrase.filled(
                    "mixture.quality-minimum",
                    "source \"%s\", field \"quality.minimum\": given %s, expected a number",
                    source,
                    minimum));
        }
        if (share != null && !(share > 0 && share <= 1)) {
            throw new BadValue(Phrase.filled(
                    "mixture.quality-share",
                    "source \"%s\", field \"quality.share\": given %s, expected a number above 0 and at most 1",
                    source,
                    share));
        }
        if (tokens != null && tokens < 1) {
            throw new BadValue(Phrase.filled(
                    "mixture.quality-tokens",
                    "source \"%s\", field \"quality.tokens\": given %s, expected 1 or more",
                    source,
                    tokens));
        }
    }

    /** Whether all qualities have to be looked at before it is known where the cut lies. */
    public boolean wantsVolume() {
        return minimum == null;
    }
}
