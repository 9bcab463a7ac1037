package org.careloop.run.text;

import java.text.Normalizer;

/** What a reader sees of a text: its ends are without blanks of every kind and without characters that draw nothing. */
public final class VisibleText {
    private VisibleText() {}

    /** The visible part, composed (NFC), so that two texts that look alike are equal. */
    public static String of(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isUnseen(text.charAt(from))) {
            from++;
        }
        while (to > from && isUnseen(text.charAt(to - 1))) {
            to--;
        }
        return Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFC);
    }

    /** Whether there is nothing to see. */
    public static boolean isBlank(String text) {
        return text.chars().allMatch(character -> isUnseen((char) character));
    }

    /** Blanks of every kind, and characters that draw nothing, such as the zero-width space. */
    private static boolean isUnseen(char character) {
        int type = Character.getType(character);
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || type == Character.CONTROL
                || type == Character.FORMAT;
    }
}
