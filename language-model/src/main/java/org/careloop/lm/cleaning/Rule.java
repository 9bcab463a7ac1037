package org.careloop.lm.cleaning;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** By which a text leaves a corpus, in the order in which they are asked: a text that breaks several counts under the first. */
enum Rule {
    UNREADABLE("cannot be read: no text in its encoding, no row, no field of that name, or more than 32 MB"),
    LENGTH("has too few words, or too many"),
    LANGUAGE("is in another language"),
    SYMBOLS("is symbols, lists of points or words without letters rather than language"),
    REPETITION("repeats its lines, paragraphs or runs of words"),
    BENCHMARK("shares a passage or a whole question with a benchmark"),
    IDENTIFIERS("holds likely identifiers of people"),
    EXACT_DUPLICATE("is equal to an earlier text but for case, width and spaces"),
    NEAR_DUPLICATE("is nearly the same as an earlier text");

    private final String meaning;

    Rule(String meaning) {
        this.meaning = meaning;
    }

    /** What a text does that it takes out, in words. */
    String meaning() {
        return meaning;
    }

    /** As reports spell it. */
    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
