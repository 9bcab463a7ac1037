package org.careloop.lm.text.template;

import java.util.Optional;

/** Characters as Python counts them, and white space as Python's {@code str.strip} and {@code str.isspace} see it, which is neither Java's nor ASCII's. */
final class Text {
    private Text() {}

    /** The character at a place, counted from the end where it is negative; a character may be two of Java's. */
    static Optional<String> at(String text, long place) {
        long size = text.codePointCount(0, text.length());
        long index = place < 0 ? size + place : place;
        return index >= 0 && index < size ? Optional.of(part(text, index, index + 1)) : Optional.empty();
    }

    /** The characters between two places of the text. */
    static String part(String text, long from, long to) {
        int start = text.offsetByCodePoints(0, (int) from);
        return text.substring(start, text.offsetByCodePoints(start, (int) (to - from)));
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u0085' || c == '\u00a0' || c == '\u2007' || c == '\u202f';
    }

    static String strip(String text) {
        return stripStart(stripEnd(text));
    }

    static String stripStart(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Strips any of the given characters. */
    static String strip(String text, String characters, boolean start, boolean end) {
        int from = 0;
        int to = text.length();
        while (start && from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (end && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }
}
