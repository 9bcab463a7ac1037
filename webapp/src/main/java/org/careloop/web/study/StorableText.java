package org.careloop.web.study;

import java.util.OptionalInt;
import org.careloop.run.BadInput;

/** Text that PostgreSQL can keep as it is: not the character U+0000, nor half of a surrogate pair. */
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
        firstBad(text).ifPresent(at -> {
            String character = "U+%04X".formatted((int) text.charAt(at));
            throw BadInput.coded(
                    "text.no-text",
                    "%s: character %d is %s, which is no text; remove it".formatted(field, at + 1, character),
                    at + 1,
                    character);
        });
    }

    /** Where the first character stands that cannot be stored. */
    public static OptionalInt firstBad(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0 || (Character.isSurrogate(character) && !isPair(text, i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
