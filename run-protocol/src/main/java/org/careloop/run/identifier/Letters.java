package org.careloop.run.identifier;

/** What characters are, for a search that knows English and Chinese. */
final class Letters {
    private static final char FULL_WIDTH_SPACE = '\u3000';
    private static final char NO_BREAK_SPACE = '\u00a0';

    private Letters() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHan(char c) {
        return c >= '\u4e00' && c <= '\u9fff' || c >= '\u3400' && c <= '\u4dbf';
    }

    /** A letter of an alphabet that has words. */
    static boolean isLatin(char c) {
        return c < 128 ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' : !isHan(c) && Character.isLetter(c);
    }

    static boolean isWord(char c) {
        return isLatin(c) || isDigit(c);
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == FULL_WIDTH_SPACE || c == NO_BREAK_SPACE;
    }

    static boolean isColon(char c) {
        return c == ':' || c == '：';
    }

    /** The first place from here on that is no space; spaces beyond a few are not passed. */
    static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < 8 && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isAt(String text, int at, String chars) {
        return at >= 0 && at < text.length() && chars.indexOf(text.charAt(at)) >= 0;
    }
}
