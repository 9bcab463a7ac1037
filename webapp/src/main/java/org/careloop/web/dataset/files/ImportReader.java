package org.careloop.web.dataset.files;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.layout.ImportFormat;

/** Recognises a file by its content and streams its rows; a ZIP or gzip archive file by file. */
public final class ImportReader {
    private static final int BUFFER = 1 << 16;
    private static final int LOOKED_AT = 4096;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    /** A text whose first line names no columns, or is the only one. */
    private static final Set<String> NO_TABLE = Set.of("import.columns", "import.header-only");

    private final ImportFile outer;
    private final Function<ImportFile, RowSink> sinks;
    private final List<Recognised> recognised = new ArrayList<>();
    private final List<PassedOver> passedOver = new ArrayList<>();

    private ImportReader(ImportFile outer, Function<ImportFile, RowSink> sinks) {
        this.outer = outer;
        this.sinks = sinks;
    }

    /**
     * A file and what it was recognised as; a file of an archive is named after both.
     *
     * @param columns of a table, the file's name of a column by ours, where the file does not name them as we do
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Recognised(String file, ImportFormat format, Map<String, String> columns) {
        public Recognised {
            columns = Objects.requireNonNullElse(columns, Map.of());
        }

        Recognised(String file, ImportFormat format) {
            this(file, format, Map.of());
        }
    }

    /** What was found in a file, which may be an archive of several. */
    public record Found(List<Recognised> files, List<PassedOver> passedOver) {}

    /**
     * Reads a whole file, or every file of an archive, each into a sink of its own.
     *
     * @throws BadInput when a file as a whole cannot be read: absent, without rows, not UTF-8, of no known format, an archive
     *     that unpacks to too much
     */
    public static Found read(ImportFile file, Function<ImportFile, RowSink> sinks) throws IOException {
        ImportReader reader = new ImportReader(file, sinks);
        try (InputStream in = open(file)) {
            if (Archive.isZip(in)) {
                ZipDirectory.read(file);
                if (Workbook.is(file)) {
                    return Workbook.read(file, sinks.apply(file));
                }
            }
            if (Archive.isArchive(in)) {
                Archive.forEach(file, in, reader::readInner);
            } else {
                reader.readText(file, in);
            }
        }
        if (reader.recognised.isEmpty()) {
            throw BadInput.coded(
                    "import.archive-empty", file.name() + ": the archive holds no file with rows", file.name());
        }
        return new Found(reader.recognised, reader.passedOver);
    }

    private static InputStream open(ImportFile file) throws IOException {
        try {
            return new BufferedInputStream(Files.newInputStream(file.path()), BUFFER);
        } catch (NoSuchFileException e) {
            throw BadInput.coded(
                    "import.absent", file.name() + ": the file does not exist; check its name", file.name());
        }
    }

    private void readInner(ImportFile file, InputStream in) throws IOException {
        String folder = outer.name() + "/";
        Optional<PassedOver.Why> why = file.name().startsWith(folder)
                ? PassedOver.why(file.name().substring(folder.length()))
                : Optional.empty();
        if (why.isPresent()) {
            passedOver.add(new PassedOver(file.name(), why.get()));
            return;
        }
        if (Archive.isArchive(in)) {
            throw BadInput.coded(
                    "import.archive-inside",
                    file.name() + ": an archive inside an archive; unpack it first",
                    file.name());
        }
        try {
            readText(file, in);
        } catch (BadInput e) {
            boolean prose = file.name().toLowerCase(Locale.ROOT).endsWith(".txt")
                    && e.code().filter(NO_TABLE::contains).isPresent();
            if (!prose) {
                throw e;
            }
            passedOver.add(new PassedOver(file.name(), PassedOver.Why.PROSE));
        }
    }

    private void readText(ImportFile file, InputStream in) throws IOException {
        if (Workbook.isOld(in)) {
            throw BadInput.coded(
                    "import.xls", file.name() + ": a workbook in the old form (xls); save it as xlsx", file.name());
        }
        if (ParquetRows.begins(in)) {
            recognised.add(ParquetRows.read(file, in, sinks.apply(file)));
            return;
        }
        EncodingCheck.refuseForeignStart(file, in);
        try {
            recognised.add(rows(file, in));
        } catch (CharacterCodingException e) {
            forEachAgain(file, again -> EncodingCheck.refuse(file, again));
            throw e;
        }
    }

    private Recognised rows(ImportFile file, InputStream in) throws IOException {
        int first = firstByte(in);
        if (first < 0) {
            throw BadInput.coded("import.empty", file.name() + ": the file is empty; expected rows", file.name());
        }
        RowSink sink = sinks.apply(file);
        if (first == '{') {
            return new Recognised(
                    file.name(),
                    JsonRows.lines(
                            file,
                            in,
                            () -> forEachAgain(file, again -> EncodingCheck.refuseForeign(file, again)),
                            sink));
        }
        // Not closed: the archive continues behind this file.
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), BUFFER);
        return first == '['
                ? new Recognised(file.name(), JsonRows.list(file, reader, sink))
                : CsvRows.read(file, reader, sink);
    }

    /** Takes the bytes of a file from its beginning. */
    private interface Again {
        void take(InputStream in) throws IOException;
    }

    private void forEachAgain(ImportFile file, Again again) throws IOException {
        try (InputStream in = open(outer)) {
            if (Archive.isArchive(in)) {
                Archive.forEach(outer, in, (inner, bytes) -> {
                    if (inner.name().equals(file.name())) {
                        again.take(bytes);
                    }
                });
            } else {
                again.take(in);
            }
        }
    }

    /** The first byte that is no blank, left to be read again, or -1; a byte order mark is dropped. */
    private static int firstByte(InputStream in) throws IOException {
        in.mark(LOOKED_AT);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
        in.mark(LOOKED_AT);
        int first = in.read();
        for (int looked = 1; first >= 0 && Character.isWhitespace(first) && looked < LOOKED_AT; looked++) {
            first = in.read();
        }
        in.reset();
        return first;
    }
}
