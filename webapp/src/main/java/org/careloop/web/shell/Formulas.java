package org.careloop.web.shell;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formulas in LaTeX that stand in Markdown: {@code $…$}, {@code $$…$$}, {@code \(…\)} and {@code \[…\]}, within a paragraph. A
 * Markdown renderer takes their underscores, stars and backslashes for its own; escaped, they are shown as they are written.
 * A single dollar opens or closes a formula by the rule of Pandoc, so that "between $5 and $10" holds none.
 */
final class Formulas {
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*\\R?");
    private static final Pattern INDENTED = Pattern.compile("(?: {4}|\\t).*\\R?");
    private static final Pattern LIST_ITEM = Pattern.compile(" {0,3}(?:[-*+]|\\d{1,9}[.)])[ \\t].*\\R?");
    // What stands between back-ticks is shown as it is anyway.
    private static final String CODE = "(?<ticks>(?<!`)`+(?!`)).+?(?<!`)\\k<ticks>(?!`)";
    private static final String DISPLAYED = "\\$\\$.+?\\$\\$|\\\\\\(.+?\\\\\\)|\\\\\\[.+?\\\\\\]";
    private static final String INLINE = "(?<![\\w$])\\$(?![\\s$])[^$\\n]*(?<!\\s)\\$(?![\\d$])";
    private static final Pattern PART =
            Pattern.compile("(?s)" + CODE + "|(?<!\\\\)(?<formula>" + DISPLAYED + "|" + INLINE + ")");
    private static final Pattern SIGN = Pattern.compile("[!-/:-@\\[-`{-~]");

    private final UnaryOperator<String> elsewhere;
    private final StringBuilder result = new StringBuilder();
    private final StringBuilder paragraph = new StringBuilder();
    private @Nullable String fence;
    private boolean inList;

    private Formulas(UnaryOperator<String> elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** Escapes every formula of a text and hands what stands between them, code too, to another rule. */
    static String escaped(String text, UnaryOperator<String> elsewhere) {
        Formulas formulas = new Formulas(elsewhere);
        for (String line : text.split("(?<=\n)")) {
            formulas.read(line);
        }
        formulas.endParagraph();
        return formulas.result.toString();
    }

    private void read(String line) {
        if (line.isBlank() || isCode(line)) {
            endParagraph();
            result.append(elsewhere.apply(line));
            return;
        }
        if (!Character.isWhitespace(line.charAt(0))) {
            inList = LIST_ITEM.matcher(line).matches();
        }
        paragraph.append(line);
    }

    /** A fence, what stands in one, or lines four blanks in; the latter only go on with a paragraph or a list. */
    private boolean isCode(String line) {
        Matcher mark = FENCE.matcher(line);
        boolean isFence = mark.matches();
        if (fence != null) {
            if (isFence && mark.group(1).startsWith(fence)) {
                fence = null;
            }
            return true;
        }
        if (isFence) {
            fence = mark.group(1);
            return true;
        }
        return INDENTED.matcher(line).matches() && paragraph.isEmpty() && !inList;
    }

    private void endParagraph() {
        Matcher part = PART.matcher(paragraph);
        int done = 0;
        while (part.find()) {
            if (part.group("formula") != null) {
                result.append(elsewhere.apply(paragraph.substring(done, part.start())));
                result.append(SIGN.matcher(part.group()).replaceAll("\\\\$0"));
                done = part.end();
            }
        }
        result.append(elsewhere.apply(paragraph.substring(done)));
        paragraph.setLength(0);
    }
}
