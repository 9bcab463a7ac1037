package org.careloop.web.statistics;

import java.util.regex.Pattern;

/**
 * What one sees of an answer before reading it.
 *
 * @param characters of the text, in code points
 * @param listItems lines that begin as an item of a Markdown list
 * @param headings Markdown headings
 * @param bold passages between two pairs of asterisks or underscores
 */
public record Style(int characters, int listItems, int headings, int bold) {
    private static final Pattern LIST_ITEM = Pattern.compile("^\\s*(?:[-*+•]|\\d{1,3}[.)、])\\s*\\S", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^\\s{0,3}#{1,6}\\s", Pattern.MULTILINE);
    private static final Pattern BOLD = Pattern.compile("\\*\\*(?=\\S)[^*\\n]+?\\*\\*|__(?=\\S)[^_\\n]+?__");

    public static Style of(String text) {
        return new Style(
                text.codePointCount(0, text.length()),
                count(LIST_ITEM, text.replaceAll("\\*\\*", "")),
                count(HEADING, text),
                count(BOLD, text));
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    /** How this answer differs from another: ln(1 + each), so that a doubling counts the same everywhere. */
    public double[] minus(Style other) {
        return new double[] {
            Math.log1p(characters) - Math.log1p(other.characters),
            Math.log1p(listItems) - Math.log1p(other.listItems),
            Math.log1p(headings) - Math.log1p(other.headings),
            Math.log1p(bold) - Math.log1p(other.bold)
        };
    }
}
