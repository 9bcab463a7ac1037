package org.careloop.run.corpus;

import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A text of a corpus, or what stands in its place and cannot be read.
 *
 * @param start byte of its file at which it begins, of the unpacked ones where the file is packed
 * @param line on which it begins, counted from 1
 * @param text empty where there is a problem
 * @param row JSON in which it stands; null for plain text, and where there is a problem
 * @param quality that the row gives it in its field of that name; null where it gives no number
 * @param problem what is wrong with it, and what to do; null for a text
 */
public record Document(
        long start,
        long line,
        String text,
        @Nullable String row,
        @Nullable Double quality,
        @Nullable Phrase problem) {
    /** The field of a row that says how good its text is. */
    public static final String QUALITY = "quality";

    static Document plain(long start, long line, String text) {
        return new Document(start, line, text, null, null, null);
    }

    static Document unreadable(long start, long line, Phrase problem) {
        return new Document(start, line, "", null, null, problem);
    }

    /** Whether there is nothing to learn from. */
    public boolean isBlank() {
        return text.isBlank();
    }
}
