package org.careloop.web.dataset;

import java.io.IOException;
import java.io.Writer;
import org.careloop.run.Comparison;
import org.careloop.run.Json;

/** {@code comparisons.jsonl}. */
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
    public int write(Comparison comparison, Writer out) throws IOException {
        out.write(Json.MAPPER.writeValueAsString(comparison));
        out.write('\n');
        return 1;
    }
}
