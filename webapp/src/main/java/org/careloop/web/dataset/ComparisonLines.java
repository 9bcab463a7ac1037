package org.careloop.web.dataset;

import java.io.OutputStream;
import java.util.List;
import org.careloop.run.Comparison;

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
        return Columns.of(Columns.FORMAT_VERSION, Columns.COMPARISON, Columns.inside("votes", Columns.VOTE));
    }

    @Override
    public Class<? extends Record> rowType() {
        return Comparison.class;
    }

    @Override
    public Rows open(OutputStream out) {
        return row -> {
            row.writeTo(out);
            return 1;
        };
    }
}
