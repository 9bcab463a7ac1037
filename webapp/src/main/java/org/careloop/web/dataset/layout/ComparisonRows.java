package org.careloop.web.dataset.layout;

import java.util.Arrays;
import java.util.List;
import org.careloop.run.Comparison;
import org.careloop.web.dataset.Row;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Our own {@code comparisons.jsonl}; {@code model_a} and {@code model_b}, or {@code models} for each response, may say who
 * answered.
 */
final class ComparisonRows implements Layout {
    private static final String[] READ = {
        "format_version",
        "id",
        "prompt",
        "a",
        "b",
        "votes",
        "language",
        "tags",
        "responses",
        "models",
        "specialty",
        "gold",
        "adjudications"
    };

    @Override
    public ImportFormat format() {
        return ImportFormat.COMPARISONS;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("a", "b")) || listsResponses(row);
    }

    /** Whether the answers stand in a list alone, which says all that a and b say. */
    private static boolean listsResponses(Row row) {
        return row.names().containsAll(List.of("prompt", "responses"))
                && row.peek("responses").filter(ComparisonRows::isTexts).isPresent();
    }

    private static boolean isTexts(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isString);
    }

    @Override
    public List<ImportedRow> read(Row row) {
        Comparison read = row.as(Comparison.class, READ);
        return List.of(new ImportedRow(
                read.id(),
                read.prompt(),
                read.allResponses(),
                models(row, read),
                new ImportedRow.Facts(
                        read.language(),
                        read.specialty(),
                        read.tags(),
                        read.gold() == null ? null : new Gold(read.gold().verdict()),
                        read.adjudications()),
                read.votes(),
                false,
                0));
    }

    private static List<@Nullable String> models(Row row, Comparison read) {
        boolean two = read.models().isEmpty() && read.responses().isEmpty();
        return two ? Arrays.asList(row.optionalText("model_a"), row.optionalText("model_b")) : read.models();
    }
}
