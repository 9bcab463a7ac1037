package org.careloop.web.dataset.files;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;
import org.careloop.web.dataset.layout.ImportFormat;
import org.careloop.web.dataset.layout.Layouts;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Rows of JSON, one object a line or the elements of one array. The first row decides what the rows are. */
final class JsonRows {
    private static final String REPAIR = "; mend or remove this line";
    /** Refuses an object with the same field twice, which would silently lose the first value. */
    private static final ObjectReader TREES =
            Json.MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final ImportFile file;
    private final RowSink sink;
    private @Nullable Layouts layout;

    private JsonRows(ImportFile file, RowSink sink) {
        this.file = file;
        this.sink = sink;
    }

    static ImportFormat lines(ImportFile file, BufferedReader reader, RowSink sink) throws IOException {
        JsonRows rows = new JsonRows(file, sink);
        LongLines lines = new LongLines(reader);
        boolean more = true;
        for (long number = 1; more; number++) {
            try {
                String line = lines.next();
                more = line != null && (line.isBlank() || rows.line(number, line));
            } catch (BadRow e) {
                more = sink.problem(number, e.problem());
            }
        }
        return rows.format();
    }

    static ImportFormat array(ImportFile file, BufferedReader reader, RowSink sink) throws IOException {
        JsonRows rows = new JsonRows(file, sink);
        Element element = new Element(reader);
        try (JsonParser parser = TREES.createParser(element)) {
            parser.nextToken();
            boolean more = true;
            while (more && parser.nextToken() == JsonToken.START_OBJECT) {
                long line = parser.currentTokenLocation().getLineNr();
                element.begin(line);
                more = rows.row(line, parser.readValueAsTree());
            }
            if (more && parser.currentToken() != JsonToken.END_ARRAY) {
                rows.sink.problem(
                        parser.currentTokenLocation().getLineNr(),
                        "expected an object or the end of the list" + REPAIR);
            }
        } catch (BadRow e) {
            sink.problem(element.line, e.problem());
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            sink.problem(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), Json.problem(e) + REPAIR);
        }
        return rows.format();
    }

    private boolean line(long number, String text) {
        try {
            return row(number, TREES.readTree(text));
        } catch (JacksonException e) {
            return sink.problem(number, "not readable as JSON: " + Json.problem(e) + REPAIR);
        }
    }

    private boolean row(long line, JsonNode row) {
        try {
            if (!row.isObject()) {
                throw new BadRow("json.object", "expected an object in braces" + REPAIR);
            }
            Row fields = new Row(row);
            if (layout == null) {
                layout = recognise(fields);
            }
            layout.read(fields).forEach(read -> sink.row(line, read));
            return true;
        } catch (BadRow e) {
            return sink.problem(line, e.problem());
        } catch (JacksonException e) {
            return sink.problem(line, Json.problem(e) + REPAIR);
        } catch (IllegalArgumentException e) {
            return sink.problem(line, e.getMessage() + REPAIR);
        }
    }

    private Layouts recognise(Row row) {
        return Layouts.recognise(row)
                .orElseThrow(
                        () -> new BadInput(
                                "%s: rows with the fields %s are of no known format; %s"
                                        .formatted(
                                                file.name(),
                                                String.join(", ", row.names()),
                                                Layouts.whatToDo(row))));
    }

    private ImportFormat format() {
        if (layout != null) {
            try {
                layout.end();
            } catch (BadRow e) {
                sink.problem(1, e.problem());
            }
        }
        return layout == null ? ImportFormat.COMPARISONS : layout.format();
    }

    /** Limits how much the parser reads into memory for one element of a list to the length that a line may have. */
    private static final class Element extends FilterReader {
        private long line = 1;
        private long taken;

        Element(Reader reader) {
            super(reader);
        }

        void begin(long at) {
            line = at;
            taken = 0;
        }

        @Override
        public int read(char[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            taken += read;
            if (taken > LongLines.LONGEST) {
                throw new BadRow("json.long", "an element of the list has more than %,d characters; expected one row an element", LongLines.LONGEST);
            }
            return read;
        }
    }
}
