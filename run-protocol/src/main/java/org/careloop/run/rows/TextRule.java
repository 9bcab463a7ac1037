package org.careloop.run.rows;

import java.util.Optional;
import org.careloop.run.Phrase;
import org.careloop.run.text.WholeText;

/** A text of a row is text: no U+0000, no half of a character. */
public final class TextRule {
    private TextRule() {}

    /** What is wrong with the text of a field; empty where nothing is. */
    public static Optional<Phrase> broken(String field, String text) {
        return WholeText.firstBad(text).stream()
                .mapToObj(at -> Phrase.filled(
                        "file.no-text",
                        "field \"%s\" holds %s at character %s, which is no text; remove it",
                        field,
                        "U+%04X".formatted((int) text.charAt(at)),
                        at + 1))
                .findFirst();
    }
}
