package org.careloop.run.text;

import java.util.OptionalInt;

/** Text of whole characters, which databases and tokenizers take: not U+0000, nor half of a surrogate pair. */
public final class WholeText {
    private WholeText() {}

    /** Where the first character stands, in UTF-16 units, that is none. */
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
