package org.careloop.web.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code comparisons.jsonl}: each line as the database wrote it. */
final class ComparisonLines implements ExportPart {

    @Override
    public String name() {
        return "comparisons";
    }

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public List<Column> columns() {
        return Columns.of(
                Columns.FORMAT_VERSION,
                Columns.COMPARISON,
                Columns.COMPARISON_FACTS,
                Columns.inside("votes", Columns.VOTE));
    }

    @Override
    public Rows open(OutputStream out) {
        return new Rows() {
            @Override
            public long write(JudgedRow row) throws IOException {
                row.writeTo(out);
                return 1;
            }

            @Override
            public void finish() {
                // Nothing is kept back.
            }
        };
    }
}
