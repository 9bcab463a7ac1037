package org.careloop.web.annotation;

import org.careloop.web.study.StudyDesign.FlagKind;

/**
 * Something wrong with a response.
 *
 * @param response counted from 0 in the order shown
 * @param quote the passage that shows it, as it was marked; empty when the whole response is meant
 * @param start where the quote begins in the response's text, in UTF-16 units; -1 when it was not found there as it stands
 */
public record Flag(int response, FlagKind kind, String quote, int start) {

    /** The same where its quote stands in the text: as given when it stands there, else its first place, else none. */
    Flag placedIn(String text) {
        if (quote.isEmpty() || start >= 0 && text.startsWith(quote, start)) {
            return this;
        }
        return new Flag(response, kind, quote, text.indexOf(quote));
    }

    /** The same of another response, or of the same one counted otherwise. */
    Flag on(int other) {
        return new Flag(other, kind, quote, start);
    }
}
