package org.careloop.web.dataset.imports;

import java.util.Arrays;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.web.dataset.RowFields;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Our own {@code comparisons.jsonl}; {@code model_a} and {@code model_b}, or {@code models} for each response, may say who
 * answered.
 */
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
                read.allResponses(),
                models(row, read),
                new ImportedRow.Facts(
                        read.language(),
                        read.specialty(),
                        read.tags(),
                        read.gold() == null ? null : new Gold(read.gold().verdict())),
                read.votes(),
                false,
                0);
    }

    private static List<@Nullable String> models(JsonNode row, Comparison read) {
        boolean two = read.models().isEmpty() && read.responses().isEmpty();
        return two
                ? Arrays.asList(RowFields.optionalText(row, "model_a"), RowFields.optionalText(row, "model_b"))
                : read.models();
    }
}
