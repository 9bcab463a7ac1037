package org.careloop.run.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;
import org.careloop.run.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A text with what people think of it: a row of a file of ratings.
 *
 * @param language of the text, such as {@code zh}; null where it is not known
 * @param ratings one or more, each by another person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RatedText(String id, String text, @Nullable String language, List<Rating> ratings) {

    public RatedText {
        required("id", id);
        required("text", text);
        if (ratings == null || ratings.isEmpty()) {
            throw new BadValue(Phrase.filled(
                    "rating.none",
                    "text \"%s\" has no ratings; expected at least one in the field \"ratings\", or leave the row out",
                    id));
        }
        ratings = List.copyOf(ratings);
        Set<String> people = new HashSet<>();
        for (Rating rating : ratings) {
            if (!people.add(rating.annotator())) {
                throw new BadValue(Phrase.filled(
                        "rating.twice",
                        "text \"%s\" has two ratings by \"%s\"; expected one of each person: keep the one that counts",
                        id,
                        rating.annotator()));
            }
        }
    }

    private static void required(String field, @Nullable String value) {
        if (value == null || VisibleText.isBlank(value)) {
            throw new BadValue(Phrase.filled(
                    "rating.field",
                    "field \"%s\" is missing or empty; each text needs id, text and ratings, and may have language",
                    field));
        }
    }

    /** The mean of its scores. */
    public double mean() {
        return ratings.stream().mapToDouble(Rating::score).average().orElseThrow();
    }

    /** Share of its ratings whose score is above {@code score}. */
    public double above(int score) {
        return ratings.stream()
                .mapToInt(rating -> rating.score() > score ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
