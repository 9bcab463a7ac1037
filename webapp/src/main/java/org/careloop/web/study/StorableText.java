package org.careloop.web.study;

import org.careloop.run.BadInput;
import org.careloop.run.text.WholeText;

/** Text that PostgreSQL can keep as it is. */
public final class StorableText {
    private StorableText() {}

    /**
     * Insists on a text that can be stored.
     *
     * @param longest in UTF-16 units
     * @throws BadInput naming the field and what is wrong with the text, never the text itself
     */
    public static void check(String field, String text, int longest) {
        if (text.length() > longest) {
            throw BadInput.coded(
                    "text.too-long",
                    "%s: given %d characters, expected at most %d; shorten it".formatted(field, text.length(), longest),
                    text.length(),
                    longest);
        }
        WholeText.firstBad(text).ifPresent(at -> {
            String character = "U+%04X".formatted((int) text.charAt(at));
            throw BadInput.coded(
                    "text.no-text",
                    "%s: character %d is %s, which is no text; remove it".formatted(field, at + 1, character),
                    at + 1,
                    character);
        });
    }
}
