package org.careloop.web.dataset.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.layout.ImportFormat;

/** Recognises a file by its content and streams its rows; a ZIP or gzip archive file by file. */
public final class ImportReader {
    private static final int BYTE_ORDER_MARK = '\uFEFF';
    private static final int BUFFER = 1 << 16;

    private final Function<ImportFile, RowSink> sinks;
    /** A file and what it was recognised as; a file of an archive is named after both. */
    public record Recognised(String file, ImportFormat format) {}

    private final List<Recognised> recognised = new ArrayList<>();

    private ImportReader(Function<ImportFile, RowSink> sinks) {
        this.sinks = sinks;
    }

    /**
     * Reads a whole file, or every file of an archive, each into a sink of its own.
     *
     * @throws BadInput when a file as a whole cannot be read: absent, empty, not UTF-8, of no known format, an archive that
     *     unpacks to too much
     */
    public static List<Recognised> read(ImportFile file, Function<ImportFile, RowSink> sinks) throws IOException {
        ImportReader reader = new ImportReader(sinks);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), BUFFER)) {
            if (Archive.isArchive(in)) {
                Archive.forEach(file, in, reader::readText);
            } else {
                reader.readText(file, in);
            }
        } catch (NoSuchFileException e) {
            throw new BadInput(file.name() + ": the file does not exist");
        }
        if (reader.recognised.isEmpty()) {
            throw new BadInput(file.name() + ": the archive holds no file with rows");
        }
        return reader.recognised;
    }

    private void readText(ImportFile file, InputStream in) throws IOException {
        TextEncoding.refuseForeign(file, in);
        // Not closed: the archive continues behind this file.
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), BUFFER);
        try {
            recognised.add(new Recognised(file.name(), rows(file, reader)));
        } catch (CharacterCodingException e) {
            throw new BadInput(TextEncoding.notUtf8(file), e);
        }
    }

    private ImportFormat rows(ImportFile file, BufferedReader reader) throws IOException {
        RowSink sink = sinks.apply(file);
        return switch (firstCharacter(reader)) {
            case -1 -> throw new BadInput(file.name() + ": the file is empty; expected rows");
            case '{' -> JsonRows.lines(file, reader, sink);
            case '[' -> JsonRows.array(file, reader, sink);
            default -> CsvRows.read(file, reader, sink);
        };
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
