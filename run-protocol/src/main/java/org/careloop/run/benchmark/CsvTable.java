package org.careloop.run.benchmark;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.TextEncoding;

/** A file of comma-separated values (RFC 4180) in UTF-8. */
final class CsvTable {
    /** Of questions only; the largest published file of one benchmark has 40 MB. */
    private static final long MOST_BYTES = 256L << 20;

    /**
     * A row of cells.
     *
     * @param line on which it begins, counted from 1
     */
    record Line(long line, List<String> cells) {}

    private CsvTable() {}

    /**
     * Reads all rows, a header among them.
     *
     * @throws BadInput where the file is absent, empty, not UTF-8, or a quote is never closed
     */
    static List<Line> read(Path file) throws IOException {
        String text = text(file);
        List<Line> lines = new ArrayList<>();
        long line = 1;
        try {
            for (CsvRecord row : CsvReader.builder()
                    .skipEmptyLines(true)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(text)) {
                line = row.getStartingLineNumber();
                lines.add(new Line(line, List.copyOf(row.getFields())));
            }
        } catch (CsvParseException e) {
            throw new BadInput(
                    BadInput.atLine(
                            file.toString(),
                            line,
                            Phrase.of(
                                    "benchmark.csv",
                                    "the cells of this line or of the next cannot be told apart; double quotes that"
                                            + " are part of a text, and close every quote")),
                    e);
        }
        if (lines.isEmpty()) {
            throw BadInput.in(file, Phrase.of("benchmark.empty", "no rows; expected questions, one a row"));
        }
        return lines;
    }

    private static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw BadInput.in(file, Phrase.of("file.directory", "a directory; expected a file"));
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw BadInput.in(
                        file,
                        Phrase.filled(
                                "benchmark.large",
                                "more than %s bytes; expected the questions of an exam",
                                MOST_BYTES));
            }
            byte[] bytes = Files.readAllBytes(file);
            Optional<TextEncoding.NotUtf8> foreign = TextEncoding.find(new ByteArrayInputStream(bytes));
            if (foreign.isPresent()) {
                throw BadInput.at(file, foreign.get().line(), foreign.get().problem());
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw BadInput.in(file, Phrase.of("file.absent", "the file does not exist; check its name"));
        }
    }
}
