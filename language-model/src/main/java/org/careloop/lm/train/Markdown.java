package org.careloop.lm.train;

import java.util.regex.Pattern;

/** Text of people's as Markdown that says just that text, on one line. */
final class Markdown {
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    /** What would begin code, a cell, an element of HTML or a link's address, and the mark that escapes them. */
    private static final Pattern TELLING = Pattern.compile("[\\\\`|]|<(?=[A-Za-z/!?])|(?<=])[(\\[]");

    private Markdown() {}

    /** For a heading, a paragraph or a cell. */
    static String inline(String text) {
        return TELLING.matcher(oneLine(text)).replaceAll("\\\\$0");
    }

    /** As code within a line. */
    static String code(String text) {
        String line = oneLine(text);
        String fence = "`".repeat(longestRun(line) + 1);
        String gap = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + gap + line + gap + fence;
    }

    /** As lines of code between fences. */
    static String block(String language, String code) {
        String fence = "`".repeat(Math.max(3, longestRun(code) + 1));
        return fence + language + "\n" + code + "\n" + fence;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ");
    }

    private static int longestRun(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
    }
}
