package org.careloop.web.dataset.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.careloop.run.BadInput;

/** CSV, whose separator may be a comma, a semicolon or a tab, as the lines of a table. */
final class CsvRows {
    private static final int HEADER_LIMIT = 8192;

    private CsvRows() {}

    static ImportReader.Recognised read(ImportFile file, BufferedReader reader, RowSink sink) throws IOException {
        TableRows table = new TableRows(file, sink, true);
        char separator = separator(reader);
        QuoteWatch quotes = new QuoteWatch(reader, separator);
        long line = 1;
        // Not closed: the archive continues behind this file.
        try {
            CsvReader<CsvRecord> csv = CsvReader.builder()
                    .fieldSeparator(separator)
                    .maxBufferSize(LongLines.LONGEST)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    // A quote that is never closed would make one cell of all the rest of the file.
                    .allowUnclosedQuote(false)
                    .build(lines(), quotes);
            for (CsvRecord row : csv) {
                line = row.getStartingLineNumber();
                if (!table.hasHeader()) {
                    table.header(row.getFields());
                } else {
                    table.take(line, row.getFields());
                }
                if (table.isFull()) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            refuseQuotes(file, quotes);
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
        return table.end();
    }

    /** Where a quote is what is wrong. */
    private static void refuseQuotes(ImportFile file, QuoteWatch quotes) {
        if (quotes.isOpenAtEnd()) {
            throw BadInput.coded(
                    "import.quote-open",
                    "%s, line %d: a quote opens here and is never closed, so the lines behind it cannot be told apart; close it, or double it where it is part of the text"
                            .formatted(file.name(), quotes.opened()),
                    file.name(),
                    Long.toString(quotes.opened()));
        }
        if (quotes.isBroken()) {
            throw BadInput.coded(
                    "import.quote-inside",
                    "%s: in the cell that begins with a quote in line %d, more stands behind the closing quote in line %d; double quotes that are part of the text, and close the cell's own quote at its end"
                            .formatted(file.name(), quotes.opened(), quotes.closed()),
                    file.name(),
                    Long.toString(quotes.opened()),
                    Long.toString(quotes.closed()));
        }
    }

    /**
     * Allows fields as long as a line may be, so that our own check, which names the line, sees them first. A handler
     * reads one file.
     */
    private static CsvRecordHandler lines() {
        return CsvRecordHandler.builder()
                .maxFieldSize(LongLines.LONGEST)
                .maxRecordSize(LongLines.LONGEST)
                .build();
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
