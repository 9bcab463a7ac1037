package org.careloop.web.dataset.files;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.layout.ImportFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.StringNode;

/** Rows of JSON, one object a line or the elements of one list. */
final class JsonRows {
    /** Refuses an object with the same field twice, which would silently lose the first value. */
    private static final ObjectReader TREES =
            Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** Behind an element stand others. */
    private static final ObjectReader ELEMENTS = TREES.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final long MOST_SIGNS = 1_000_000;
    private static final Phrase ENDLESS = Phrase.of("import.list-endless", "the list has no end");
    private static final Phrase MORE = Phrase.of("import.list-more", "more stands behind the end of the list");

    private JsonRows() {}

    static ImportFormat lines(ImportFile file, InputStream in, LongLines.WholeText whole, RowSink sink)
            throws IOException {
        RowFeed feed = new RowFeed(file, sink);
        LongLines lines = new LongLines(in, whole);
        while (lines.next()) {
            if (!lines.isBlank()) {
                line(feed, file, lines);
            }
        }
        return feed.end();
    }

    private static void line(RowFeed feed, ImportFile file, LongLines lines) throws IOException {
        try {
            feed.take(SourceRow.ofLine(file, lines.number(), TREES.readTree(lines.text())));
        } catch (BadRow e) {
            feed.refuse(asText(file, lines), e);
        } catch (JacksonException e) {
            feed.refuse(
                    asText(file, lines),
                    new BadRow("json.syntax", "not readable as JSON: %s; mend or remove this line", Json.problem(e)));
        }
    }

    private static SourceRow asText(ImportFile file, LongLines lines) {
        return SourceRow.ofLine(file, lines.number(), StringNode.valueOf(lines.rawText()));
    }

    /** A list that breaks off or is broken inside is refused whole, for nobody knows which rows stand behind. */
    static ImportFormat list(ImportFile file, BufferedReader reader, RowSink sink) throws IOException {
        RowFeed feed = new RowFeed(file, sink);
        Element element = new Element(file, reader);
        try (JsonParser parser = Json.stream(element)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == null) {
                    throw broken(file, element.line, ENDLESS);
                }
                element.begin(parser.currentTokenLocation().getLineNr());
                JsonNode row = ELEMENTS.readTree(parser);
                feed.take(new SourceRow(file.name(), element.line, element.number, row));
            }
            element.begin(parser.currentTokenLocation().getLineNr());
            if (parser.nextToken() != null) {
                throw broken(file, element.line, MORE);
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw broken(
                    file,
                    e.getLocation() == null ? element.line : e.getLocation().getLineNr(),
                    Json.problem(e));
        }
        return feed.end();
    }

    private static BadInput broken(ImportFile file, long line, Phrase problem) {
        return new BadInput(BadInput.atLine(
                file.name(),
                line,
                Phrase.of(
                        "import.list-broken",
                        "%s; the rest of the list cannot be read: mend it there".formatted(problem),
                        problem)));
    }

    /**
     * Limits how much the parser reads into memory for one element of a list to the length that a line may have, and to
     * as many values, counted by the signs in front of them.
     */
    private static final class Element extends FilterReader {
        private final ImportFile file;
        private long line = 1;
        private long number;
        private long taken;
        private long signs;

        Element(ImportFile file, Reader reader) {
            super(reader);
            this.file = file;
        }

        void begin(long at) {
            line = at;
            number++;
            taken = 0;
            signs = 0;
        }

        @Override
        public int read(char[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            taken += read;
            for (int i = from; i < from + read; i++) {
                char next = target[i];
                signs += next == ',' || next == '{' || next == '[' ? 1 : 0;
            }
            if (taken > LongLines.LONGEST || signs > MOST_SIGNS) {
                throw BadInput.coded(
                        "import.element-long",
                        "%s, line %d: an element of the list has more than %,d characters; expected one row an element"
                                .formatted(file.name(), line, LongLines.LONGEST),
                        file.name(),
                        Long.toString(line),
                        LongLines.LONGEST);
            }
            return read;
        }
    }
}
