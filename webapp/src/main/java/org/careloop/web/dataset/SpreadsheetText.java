package org.careloop.web.dataset;

/**
 * Text that a spreadsheet does not run as a formula. A cell that would begin like one gets a leading apostrophe; so does
 * one that has apostrophes before such a beginning, so that {@link #restore} gives back exactly what was written.
 */
final class SpreadsheetText {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private SpreadsheetText() {}

    static String defuse(String text) {
        return beginsLikeFormula(text) ? "'" + text : text;
    }

    static String restore(String cell) {
        return cell.startsWith("'") && beginsLikeFormula(cell) ? cell.substring(1) : cell;
    }

    private static boolean beginsLikeFormula(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return start < text.length() && FORMULA_STARTS.indexOf(text.charAt(start)) >= 0;
    }
}
