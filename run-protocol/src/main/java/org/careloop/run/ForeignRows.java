package org.careloop.run;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What to do with a file whose first row is of another kind than a command reads. */
final class ForeignRows {
    private static final int FIELDS_SHOWN = 5;

    private ForeignRows() {}

    /** Which rows are read, and how other files become such; empty for a row that looks like one of them. */
    static Optional<Phrase> hint(Class<?> type, String row) {
        List<String> fields = Arrays.stream(type.isRecord() ? type.getRecordComponents() : new RecordComponent[0])
                .map(RecordComponent::getName)
                .toList();
        if (fields.isEmpty() || isOfKind(type, fields, row)) {
            return Optional.empty();
        }
        String shown = String.join(", ", fields.subList(0, Math.min(FIELDS_SHOWN, fields.size())));
        return Optional.of(
                type == Comparison.class
                        ? Phrase.of(
                                "file.import",
                                "expected JSON Lines with the fields %s: import other files into a study, then export its comparisons (careloop import, careloop export)"
                                        .formatted(shown),
                                shown)
                        : Phrase.of("file.fields", "expected JSON Lines with the fields %s".formatted(shown), shown));
    }

    private static boolean isOfKind(Class<?> type, List<String> fields, String row) {
        if (!row.stripLeading().startsWith("{")) {
            return false;
        }
        try {
            JsonNode given = Json.MAPPER.readTree(row);
            return type == Comparison.class
                    ? given.has("a") && given.has("b")
                    : fields.stream().anyMatch(field -> !field.equals("id") && given.has(field));
        } catch (JacksonException e) {
            return true;
        }
    }
}
