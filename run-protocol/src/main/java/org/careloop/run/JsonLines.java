package org.careloop.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** JSON Lines: UTF-8, one object a line. An error in a file names its line and field. */
public final class JsonLines {
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
            throw BadInput.in(file, "no rows; expected one JSON object a line");
        }
        return rows;
    }

    /** Reads a file row by row without keeping it in memory. Empty lines are skipped. */
    public static <T> void forEach(Path file, Class<T> type, Consumer<T> sink) throws IOException {
        long number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String text = number == 1 ? withoutByteOrderMark(line) : line;
                if (!text.isBlank()) {
                    sink.accept(parse(file, number, text, type));
                }
            }
        } catch (NoSuchFileException e) {
            throw BadInput.in(file, "the file does not exist");
        } catch (CharacterCodingException e) {
            throw new BadInput("%s, after line %d: not UTF-8; save the file as UTF-8".formatted(file, number), e);
        }
    }

    /** Editors on Windows write a byte order mark at the start of a UTF-8 file; JSON does not allow one. */
    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static <T> T parse(Path file, long number, String line, Class<T> type) {
        try {
            T row = Json.MAPPER.readValue(line, type);
            if (row == null) {
                throw BadInput.at(file, number, "null; expected a JSON object");
            }
            return row;
        } catch (JacksonException e) {
            throw new BadInput("%s, line %d: %s".formatted(file, number, Json.problem(e)), e);
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
}
