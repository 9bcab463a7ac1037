package org.careloop.web.dataset;

/**
 * Text that a spreadsheet does not run as a formula. A cell that would begin like one gets a leading apostrophe, and so does
 * a text that is blank, for an empty cell says that there is none. Apostrophes before such a beginning are kept apart by one
 * more, so that {@link #restore} gives back exactly what was written.
 */
public final class SpreadsheetText {
    /** Spreadsheets of East Asia take the wide signs too; a line end can leave a sign at the beginning of what is pasted. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private SpreadsheetText() {}

    static String defuse(String text) {
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
