package org.careloop.run.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.careloop.run.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * What one person thinks of a text.
 *
 * @param annotator who it is
 * @param score a whole number from 0, nothing to be learnt from it, to 5
 * @param criteria scores on the same scale by name, such as {@code consistency}, {@code density}, {@code education},
 *     {@code relevance}; null where none were asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rating(
        String annotator, Double score, @Nullable Map<String, Double> criteria) {
    /** The best score; the worst is 0. */
    public static final int BEST = 5;

    public Rating {
        if (annotator == null || VisibleText.isBlank(annotator)) {
            throw new BadValue(Phrase.of(
                    "rating.annotator",
                    "field \"annotator\" is missing or empty; expected who gave the rating: a name or a code"));
        }
        require("score", score);
        if (criteria != null) {
            criteria.forEach(Rating::require);
        }
    }

    private static void require(String field, @Nullable Double score) {
        if (score == null || score < 0 || score > BEST || score != Math.rint(score)) {
            throw new BadValue(Phrase.filled(
                    "rating.score",
                    "field \"%s\": given %s, expected a whole number from 0 to 5",
                    field,
                    String.valueOf(score)));
        }
    }
}
