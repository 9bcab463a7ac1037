package org.careloop.web.annotation;

/** The first line of a text, for a list or a summary. */
public final class FirstLine {
    private FirstLine() {}

    /** @param longest in characters as people count them; what is left out is an ellipsis */
    public static String of(String text, int longest) {
        String line = text.lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest)).stripTrailing() + "…";
    }
}
