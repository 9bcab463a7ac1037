package org.careloop.run.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A text of a corpus: a line of its file.
 *
 * @param source what it comes from, such as {@code web_cn}
 * @param language {@code zh} or {@code en}; null where the text itself has to tell
 */
public record SourceText(
        String id, String text, String source, @Nullable String language) {

    public SourceText {
        required("id", id);
        required("text", text);
        required("source", source);
        if (language != null && !language.equals("zh") && !language.equals("en")) {
            throw new BadValue(Phrase.filled(
                    "texts.language", "language \"%s\" is not known; expected zh or en, or no such field", language));
        }
    }

    private static void required(String field, @Nullable String value) {
        if (value == null || VisibleText.isBlank(value)) {
            throw new BadValue(Phrase.filled(
                    "texts.field",
                    "field \"%s\" is missing or empty; each text needs id, text and source, and may have language",
                    field));
        }
    }

    /** Takes texts in their order, with the place of each, counted from 0. */
    @FunctionalInterface
    public interface Sink {
        void take(long place, SourceText text) throws IOException;
    }

    /**
     * Reads a file without keeping its texts.
     *
     * @throws BadInput at the first line that does not fit, at an id that stands twice, or when there is no line at all
     */
    public static void forEach(Path file, Sink sink) throws IOException {
        RowRules rules = new RowRules(file);
        long[] place = {0};
        try {
            JsonLines.forEachLine(file, SourceText.class, (line, row) -> {
                rules.id(
                        line,
                        row.id(),
                        "texts.id-twice",
                        "id \"%s\" stands already in line %s; give each text an id of its own");
                rules.text(line, "text", row.text());
                take(sink, place[0]++, row);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        rules.end();
    }

    private static void take(Sink sink, long place, SourceText row) {
        try {
            sink.take(place, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
