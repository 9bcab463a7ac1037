package org.careloop.web.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code votes.csv}: a line for each vote, and one for a comparison without any. Begins with a byte order mark, from
 * which spreadsheets recognise UTF-8. No cell is evaluated as a formula.
 */
final class CsvPart implements ExportPart {

    @Override
    public String name() {
        return "votes";
    }

    @Override
    public String ending() {
        return ".csv";
    }

    @Override
    public List<Column> columns() {
        return VoteRow.COLUMNS;
    }

    @Override
    public Class<? extends Record> rowType() {
        return VoteRow.class;
    }

    @Override
    public boolean isTable() {
        return true;
    }

    @Override
    public Rows open(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write('\uFEFF');
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(writer);
        csv.writeRecord(columns().stream().map(Column::name).toList());
        return new Rows() {
            @Override
            public long write(JudgedRow row) {
                VoteRow.of(row.comparison()).forEach(line -> csv.writeRecord(cells(line)));
                return row.votes();
            }

            @Override
            public void finish() throws IOException {
                writer.flush();
            }
        };
    }

    private static List<String> cells(VoteRow row) {
        return Stream.of(VoteRow.class.getRecordComponents())
                .map(component -> {
                    try {
                        return cell(component.getAccessor().invoke(row));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "" : SpreadsheetText.defuse(value.toString());
    }
}
