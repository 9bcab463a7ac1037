package org.careloop.web.dataset;

/**
 * Text that a spreadsheet does not evaluate as a formula. A cell that would begin like one gets a leading apostrophe.
 * So does a blank text, because an empty cell means that there is none. A text that already begins with apostrophes
 * before such a start gets one more, so that {@link #restore} returns exactly what was written.
 */
public final class SpreadsheetText {
    /**
     * East Asian spreadsheets accept the full-width signs too; a leading line end can be dropped when a cell is pasted,
     * which leaves the sign first.
     */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private SpreadsheetText() {}

    public static String defuse(String text) {
        return needsApostrophe(text) ? "'" + text : text;
    }

    public static String restore(String cell) {
        return cell.startsWith("'") && needsApostrophe(cell) ? cell.substring(1) : cell;
    }

    private static boolean needsApostrophe(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\'') {
            start++;
        }
        return start == text.length()
                || FORMULA_STARTS.indexOf(text.charAt(start)) >= 0
                || text.substring(start).isBlank();
    }
}
