package org.careloop.web.annotation;

import java.util.Objects;
import org.careloop.web.study.StudyDesign.FlagKind;

/**
 * Something wrong with a response.
 *
 * @param response counted from 0 in the order shown
 * @param quote the passage that shows it, as it was marked; empty when the whole response is meant
 * @param start where the quote begins in the response's text, in UTF-16 units; -1 when it was not found there as it stands
 */
public record Flag(int response, FlagKind kind, String quote, int start) {

    public Flag {
        quote = Objects.requireNonNullElse(quote, "");
    }

    /**
     * This flag with the start of its quote in the text: the given start if the quote is there, else its first
     * occurrence, else -1.
     */
    Flag placedIn(String text) {
        if (quote.isEmpty() || start >= 0 && text.startsWith(quote, start)) {
            return this;
        }
        return new Flag(response, kind, quote, text.indexOf(quote));
    }

    /** This flag with another index of the response. */
    Flag on(int other) {
        return new Flag(other, kind, quote, start);
    }
}
