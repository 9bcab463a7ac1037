package org.careloop.web.dataset.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.VoteRow;
import org.careloop.web.dataset.layout.ImportFormat;

/**
 * CSV whose first line names the columns: {@code prompt} with {@code a} and {@code b}, or with {@code chosen} and
 * {@code rejected}; optional are id, language, specialty, tags, responses, gold, model_a, model_b and, for one vote a line,
 * annotator, verdict, strength, weight and what else {@link VoteRow} has of a vote. The separator may be a comma, a semicolon or a tab.
 */
final class CsvRows {
    private static final int HEADER_LIMIT = 8192;

    private CsvRows() {}

    static ImportFormat read(ImportFile file, BufferedReader reader, RowSink sink) throws IOException {
        CsvGroups groups = new CsvGroups(sink);
        long line = 1;
        // Not closed: the archive continues behind this file.
        try {
            CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                    .fieldSeparator(separator(reader))
                    .maxBufferSize(LongLines.LONGEST)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .build(lines(), reader);
            boolean first = true;
            for (NamedCsvRecord row : csv) {
                if (first) {
                    checkColumns(file, row.getHeader());
                    first = false;
                }
                line = row.getStartingLineNumber();
                groups.take(file, line, row);
            }
            if (first) {
                throw BadInput.coded(
                        "import.header-only",
                        file.name() + ": no rows after the line that names the columns",
                        file.name());
            }
        } catch (CsvParseException e) {
            throw BadInput.coded(
                    "import.table-broken",
                    "%s, after line %d: %s; quote cells that hold separators, quotes or line ends, and close every quote"
                            .formatted(file.name(), line, rootMessage(e)),
                    file.name(),
                    Long.toString(line),
                    rootMessage(e));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return ImportFormat.CSV;
    }

    /**
     * Allows fields as long as a line may be, so that our own check, which names the line, sees them first. A handler
     * reads one file.
     */
    private static NamedCsvRecordHandler lines() {
        return NamedCsvRecordHandler.builder()
                .maxFieldSize(LongLines.LONGEST)
                .maxRecordSize(LongLines.LONGEST)
                .build();
    }

    private static void checkColumns(ImportFile file, List<String> header) {
        Set<String> columns = new HashSet<>();
        header.forEach(name -> columns.add(name.strip().toLowerCase(Locale.ROOT)));
        boolean pair = columns.containsAll(Set.of("a", "b"));
        boolean preference = columns.containsAll(Set.of("chosen", "rejected"));
        if (!columns.contains("prompt") || !(pair || preference)) {
            throw BadInput.coded(
                    "import.columns",
                    "%s, line 1: the columns are %s; expected prompt with a and b, or prompt with chosen and rejected"
                            .formatted(file.name(), String.join(", ", header)),
                    file.name(),
                    String.join(", ", header));
        }
    }

    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(HEADER_LIMIT);
        char[] start = new char[HEADER_LIMIT];
        int length = reader.read(start);
        reader.reset();
        String header =
                new String(start, 0, Math.max(0, length)).lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
