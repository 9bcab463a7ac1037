package org.careloop.run;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectReader;

/** JSON Lines: UTF-8, one object a line. An error in a file names its line and field. */
public final class JsonLines {
    /** A field that stands twice would silently lose its first value. */
    private static final ObjectReader ROWS = Json.MAPPER.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    static final Phrase DIRECTORY = Phrase.of("file.directory", "a directory; expected a file");

    /** What is said of a file without a row. */
    public static final Phrase NO_ROWS = Phrase.of("file.no-rows", "no rows; expected one JSON object a line");

    /** Takes the rows of a file in order, with the line of each, counted from 1. */
    @FunctionalInterface
    public interface LineSink<T> {
        /** @param line counted from 1 */
        void take(long line, T row);
    }

    /** Opens the bytes of a file, from the first on. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    private JsonLines() {}

    /**
     * Reads a file into memory.
     *
     * @throws BadInput at the first line that does not fit, or when there is no line at all
     */
    public static <T> List<T> readAll(Path file, Class<T> type) throws IOException {
        List<T> rows = new ArrayList<>();
        forEach(file, type, rows::add);
        if (rows.isEmpty()) {
            throw BadInput.in(file, NO_ROWS);
        }
        return rows;
    }

    /** Reads a file row by row without keeping it in memory. Empty lines are skipped. */
    public static <T> void forEach(Path file, Class<T> type, Consumer<T> sink) throws IOException {
        forEachLine(file, type, (line, row) -> sink.accept(row));
    }

    /** The same, for whoever names the line of a row. */
    public static <T> void forEachLine(Path file, Class<T> type, LineSink<T> sink) throws IOException {
        forEachLine(file, () -> Files.newInputStream(file), type, sink);
    }

    /**
     * The same of a file whose bytes are not those of its rows, as where it is packed.
     *
     * @param bytes of the rows
     */
    public static <T> void forEachLine(Path file, Opener bytes, Class<T> type, LineSink<T> sink) throws IOException {
        ObjectReader rows = ROWS.forType(type);
        boolean first = true;
        long number = 0;
        try (BufferedReader reader = open(file, bytes)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String text = number == 1 ? withoutByteOrderMark(line) : line;
                if (!text.isBlank()) {
                    T row = parse(file, number, text, rows, first ? ForeignRows.hint(type, text) : Optional.empty());
                    first = false;
                    sink.take(number, row);
                }
            }
        } catch (NoSuchFileException e) {
            throw BadInput.in(file, Json.ABSENT);
        } catch (CharacterCodingException e) {
            throw notUtf8(file, bytes, e);
        }
    }

    private static BufferedReader open(Path file, Opener bytes) throws IOException {
        if (Files.isDirectory(file)) {
            throw BadInput.in(file, DIRECTORY);
        }
        InputStream in = new BufferedInputStream(bytes.open(), TextEncoding.SAMPLE);
        in.mark(TextEncoding.SAMPLE);
        Optional<Phrase> foreign = TextEncoding.ofStart(in.readNBytes(TextEncoding.SAMPLE));
        if (foreign.isPresent()) {
            in.close();
            throw BadInput.at(file, 1, foreign.get());
        }
        in.reset();
        return bounded(file, in);
    }

    /** A reader of text knows that a byte is wrong, but not where. */
    private static BadInput notUtf8(Path file, Opener bytes, CharacterCodingException e) throws IOException {
        try (InputStream in = bytes.open()) {
            return TextEncoding.find(in)
                    .map(found -> BadInput.at(file, found.line(), found.problem()))
                    .orElseGet(() -> new BadInput(BadInput.inFile(file.toString(), JsonSyntaxProblem.UNREADABLE), e));
        }
    }

    /** Editors on Windows write a byte order mark at the start of a UTF-8 file; JSON does not allow one. */
    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    /**
     * The row of one line, for whoever reads the lines of a file in a way of their own.
     *
     * @param line counted from 1
     * @throws BadInput naming file, line and field of what does not fit
     */
    public static <T> T row(Path file, long line, String text, Class<T> type) {
        return parse(file, line, text, ROWS.forType(type), Optional.empty());
    }

    private static <T> T parse(Path file, long number, String line, ObjectReader rows, Optional<Phrase> hint) {
        try {
            T row = rows.readValue(line);
            if (row == null) {
                throw BadInput.at(file, number, Phrase.of("json.null-row", "null; expected a JSON object"));
            }
            return row;
        } catch (JacksonException e) {
            Phrase problem = Json.problem(e);
            Phrase whole = hint.map(expected ->
                            Phrase.of("file.rows", "%s; %s".formatted(problem, expected), problem, expected))
                    .orElse(problem);
            throw new BadInput(BadInput.atLine(file.toString(), number, whole), e);
        }
    }

    /** Writes all rows, or leaves the file as it was. */
    public static void write(Path file, Iterable<?> rows) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
            for (Object row : rows) {
                writer.write(Json.MAPPER.writeValueAsString(row));
                writer.write('\n');
            }
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lines of a file, none of them longer than a row may be; the reader closes the stream. */
    static BufferedReader bounded(Path file, InputStream in) {
        return new BufferedReader(
                new BoundedLines(file, new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())));
    }

    /** Lines of UTF-8, each held in memory and so no longer than a row may be. */
    private static final class BoundedLines extends FilterReader {
        /** In characters. */
        private static final int LONGEST = 32 << 20;

        private final Path file;
        private long line = 1;
        private int length;

        private BoundedLines(Path file, Reader in) {
            super(in);
            this.file = file;
        }

        @Override
        public int read(char[] target, int from, int count) throws IOException {
            int read = super.read(target, from, count);
            for (int i = from; i < from + read; i++) {
                length++;
                if (target[i] == '\n' || target[i] == '\r') {
                    line += target[i] == '\n' ? 1 : 0;
                    length = 0;
                }
            }
            if (length > LONGEST) {
                throw BadInput.at(
                        file,
                        line,
                        Phrase.filled(
                                "file.long-line",
                                "the line has more than %s characters; expected one row a line",
                                LONGEST));
            }
            return read;
        }
    }
}
