package org.careloop.web.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.careloop.run.BadInput;

/** Recognises a file by its content and streams its rows. */
final class ImportReader {
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private ImportReader() {}

    /**
     * Reads a whole file into the sink.
     *
     * @throws BadInput when the file as a whole cannot be read: absent, empty, not UTF-8, of no known format
     */
    static ImportFormat read(ImportFile file, RowSink sink) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
            int first = firstCharacter(reader);
            return switch (first) {
                case -1 -> throw new BadInput(file.name() + ": the file is empty; expected rows");
                case '{' -> JsonRows.lines(file, reader, sink);
                case '[' -> JsonRows.array(file, reader, sink);
                default -> CsvRows.read(file, reader, sink);
            };
        } catch (NoSuchFileException e) {
            throw new BadInput(file.name() + ": the file does not exist");
        } catch (CharacterCodingException e) {
            throw new BadInput(
                    file.name() + ": the text is not UTF-8; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")", e);
        }
    }

    /** The first character that is no blank, left to be read again; a byte order mark is dropped. */
    private static int firstCharacter(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        reader.mark(4096);
        int character = reader.read();
        for (int looked = 1; Character.isWhitespace(character) && looked < 4096; looked++) {
            character = reader.read();
        }
        reader.reset();
        return character;
    }
}
