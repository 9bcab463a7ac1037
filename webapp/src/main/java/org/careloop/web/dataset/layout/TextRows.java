package org.careloop.web.dataset.layout;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.careloop.run.rating.Rating;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Texts to be rated: {@code text}, and what may stand beside it. {@code gold} is a score from 0 to 5, or an object of
 * {@code score} and {@code tolerance}, how far a rating may lie from it.
 */
final class TextRows implements Layout {
    private static final int USUAL_TOLERANCE = 1;
    private static final Set<String> FIELDS = Set.of("id", "text", "language", "specialty", "tags", "gold");

    @Override
    public ImportFormat format() {
        return ImportFormat.TEXTS;
    }

    @Override
    public boolean fits(Row row) {
        return row.peek("text").filter(JsonNode::isString).isPresent();
    }

    /** Whether a table with these columns holds texts to be rated; another table may call its questions so. */
    static boolean hasOnly(List<String> columns) {
        return columns.stream().allMatch(column -> FIELDS.contains(column.toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        ImportedRow.Facts facts = new ImportedRow.Facts(
                row.optionalText("language"), row.optionalText("specialty"), tags(row), gold(row));
        return List.of(ImportedRow.text(row.optionalText("id"), row.text("text"), facts));
    }

    private static List<String> tags(Row row) {
        if (!row.has("tags")) {
            return List.of();
        }
        JsonNode tags = row.required("tags");
        if (!tags.isArray() || !tags.valueStream().allMatch(JsonNode::isString)) {
            throw new BadRow("text.tags", "field \"tags\" is %s; expected a list of texts", tags.toString());
        }
        return tags.valueStream().map(JsonNode::stringValue).toList();
    }

    private static @Nullable Gold gold(Row row) {
        if (!row.has("gold")) {
            return null;
        }
        if (!row.required("gold").isObject()) {
            return Gold.rated(score("gold", row.required("gold")), USUAL_TOLERANCE);
        }
        Row known = row.object("gold");
        int tolerance = known.has("tolerance") ? score("gold.tolerance", known.required("tolerance")) : USUAL_TOLERANCE;
        Gold gold = Gold.rated(score("gold.score", known.required("score")), tolerance);
        Set<String> others = known.ignored();
        if (!others.isEmpty()) {
            throw new BadRow(
                    "text.gold-fields",
                    "field \"gold\" has the fields %s; expected score and tolerance",
                    String.join(", ", others));
        }
        return gold;
    }

    private static int score(String field, JsonNode value) {
        if (!value.isIntegralNumber() || value.longValue() < 0 || value.longValue() > Rating.BEST) {
            throw new BadRow(
                    "text.score", "field \"%s\" is %s; expected a whole number from 0 to 5", field, value.toString());
        }
        return value.intValue();
    }
}
