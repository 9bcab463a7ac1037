package org.careloop.run.corpus;

import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A text of a corpus, or what stands in its place and cannot be read.
 *
 * @param start byte of its file at which it begins, of the unpacked ones where the file is packed
 * @param line on which it begins, counted from 1
 * @param text empty where there is a problem
 * @param problem what is wrong with it, and what to do; null for a text
 */
public record Document(
        long start, long line, String text, @Nullable Phrase problem) {

    /** Whether there is nothing to learn from. */
    public boolean isBlank() {
        return text.isBlank();
    }
}
