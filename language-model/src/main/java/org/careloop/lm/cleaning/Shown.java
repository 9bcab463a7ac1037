package org.careloop.lm.cleaning;

import org.careloop.run.identifier.IdentifierSearch;
import org.careloop.run.identifier.MaskedText;
import org.careloop.run.text.Excerpt;

/** As much of a text as a report shows. A report is passed on: likely identifiers of people have placeholders in it. */
final class Shown {
    private static final int LONGEST = 160;

    private Shown() {}

    static String of(String text) {
        String beginning = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
        String masked = MaskedText.of(beginning, IdentifierSearch.in(beginning), each -> 1)
                .text();
        return Excerpt.of(masked.strip().replaceAll("\\s+", " "), LONGEST);
    }
}
