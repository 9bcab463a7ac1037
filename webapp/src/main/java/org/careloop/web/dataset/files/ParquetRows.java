package org.careloop.web.dataset.files;

import com.jerolba.carpet.CarpetReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parquet: a table whose lists and structures are read as the same rows in JSON. Parquet is read from its end, so a file of
 * an archive is unpacked into the folder for temporary files first.
 */
final class ParquetRows {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private ParquetRows() {}

    /** Looks at the beginning, which stays to be read. */
    static boolean begins(InputStream in) throws IOException {
        in.mark(MAGIC.length);
        byte[] start = in.readNBytes(MAGIC.length);
        in.reset();
        return Arrays.equals(start, MAGIC);
    }

    static ImportReader.Recognised read(ImportFile file, InputStream in, RowSink sink) throws IOException {
        Path copy = Files.createTempFile("careloop-parquet", null);
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return rows(file, copy, sink);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static ImportReader.Recognised rows(ImportFile file, Path path, RowSink sink) throws IOException {
        TableRows table = new TableRows(file, sink, false);
        try {
            read(path, table, ParquetSizes.check(file, path));
        } catch (BadInput e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
        return table.end();
    }

    private static void read(Path path, TableRows table, ParquetSizes sizes) throws IOException {
        long line = 0;
        try (var rows = new CarpetReader<>(path.toFile(), Map.class).iterator()) {
            while (rows.hasNext() && !table.isFull()) {
                Map<?, ?> row = rows.next();
                List<@Nullable String> cells = new ArrayList<>();
                row.values().forEach(value -> cells.add(cell(value)));
                sizes.count(cells);
                if (!table.hasHeader()) {
                    table.header(row.keySet().stream().map(String::valueOf).toList());
                }
                table.take(++line, cells);
            }
        }
    }

    /** What the library says is shown where it is no name of its own parts. */
    private static BadInput unreadable(ImportFile file, Exception e) {
        Phrase why = Failure.plain(e)
                .map(Phrase::verbatim)
                .orElse(Phrase.of("import.parquet-damaged", "what it says of its contents cannot be"));
        return BadInput.coded(
                "import.parquet",
                "%s: the Parquet file cannot be read (%s); write it again, with the codec gzip or none"
                        .formatted(file.name(), why),
                file.name(),
                why);
    }

    /** A text as itself, anything else as JSON has it. */
    private static @Nullable String cell(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        JsonNode node = Json.MAPPER.valueToTree(value);
        return node.isContainer() ? node.toString() : node.asString();
    }
}
