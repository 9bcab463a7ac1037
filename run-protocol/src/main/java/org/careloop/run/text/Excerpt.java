package org.careloop.run.text;

/** As much of a text as a message shows of what it was given: without characters that move others about, and not endless. */
public final class Excerpt {
    private static final int LONGEST_VALUE = 1_000;
    private static final int LONGEST_MESSAGE = 4_000;

    private Excerpt() {}

    /** Of a value in a message. */
    public static String of(String value) {
        return excerpt(value, LONGEST_VALUE);
    }

    /** Of a whole message. */
    public static String ofMessage(String message) {
        return excerpt(message, LONGEST_MESSAGE);
    }

    /** Of a text, no longer than that many UTF-16 units. */
    public static String of(String text, int longest) {
        return excerpt(text, longest);
    }

    private static String excerpt(String text, int longest) {
        int end = text.length() <= longest ? text.length() : longest - (isSplit(text, longest) ? 1 : 0);
        if (end == text.length() && text.chars().noneMatch(Excerpt::isUnsafe)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char next = text.charAt(i);
            shown.append(isUnsafe(next) ? "\\u%04x".formatted((int) next) : next);
        }
        return end < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isSplit(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** Control characters, by which a terminal can be steered, and those that turn the direction of a line. */
    private static boolean isUnsafe(int character) {
        boolean control = Character.isISOControl(character) && character != '\n' && character != '\t';
        boolean turns = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
        return control || turns;
    }
}
