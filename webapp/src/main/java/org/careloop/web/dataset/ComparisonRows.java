package org.careloop.web.dataset;

import org.careloop.run.Comparison;
import org.careloop.run.Json;
import tools.jackson.databind.JsonNode;

/** Our own {@code comparisons.jsonl}; {@code model_a} and {@code model_b} may say which models answered. */
final class ComparisonRows implements JsonRows.RowShape {

    @Override
    public ImportFormat format() {
        return ImportFormat.COMPARISONS;
    }

    @Override
    public ImportedRow read(JsonNode row) {
        Comparison read = Json.MAPPER.treeToValue(row, Comparison.class);
        return new ImportedRow(
                read.id(),
                read.prompt(),
                read.a(),
                read.b(),
                Fields.optionalText(row, "model_a"),
                Fields.optionalText(row, "model_b"),
                read.language(),
                read.tags(),
                read.votes(),
                false,
                0);
    }
}
