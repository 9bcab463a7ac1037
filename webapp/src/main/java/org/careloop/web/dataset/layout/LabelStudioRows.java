package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Label Studio's tasks: {@code data} with the question and two responses, and {@code annotations}, in whose {@code result} a
 * Pairwise tag has {@code selected} left or right. Choices (such as a tie) and a text area for the reason are read too.
 */
final class LabelStudioRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.LABEL_STUDIO;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("data", "annotations"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        Row data = row.object("data");
        List<Row> annotations = row.has("annotations") ? row.objects("annotations") : List.of();
        List<String> names = sides(data, annotations);
        if (names.size() != 2) {
            throw new BadRow(
                    "labelstudio.two",
                    "field \"data\" has the responses %s; expected two, left and right",
                    String.join(", ", names));
        }
        List<Vote> votes = new ArrayList<>();
        for (Row annotation : annotations) {
            vote(row, annotation, names).ifPresent(votes::add);
        }
        return List.of(ImportedRow.compared(
                row.optionalText("id"),
                Questions.required(data),
                names.stream().map(data::text).toList(),
                List.of(),
                ImportedRow.Facts.NONE,
                votes));
    }

    /** The Pairwise tag names its two sides; where those are no fields of the data, the names of the fields tell. */
    private static List<String> sides(Row data, List<Row> annotations) {
        for (Row annotation : annotations) {
            for (JsonNode result : annotation.find("result").map(List::of).orElse(List.of())) {
                for (JsonNode each : result) {
                    List<String> named =
                            List.of(each.path("to_name").asString("").split("\\s*,\\s*"));
                    if (named.size() == 2 && data.names().containsAll(named)) {
                        return named;
                    }
                }
            }
        }
        return PairFields.find(data);
    }

    private static Optional<Vote> vote(Row row, Row annotation, List<String> names) {
        if (annotation.has("was_cancelled") && Texts.yes(annotation, "was_cancelled")) {
            annotation.find("result");
            row.passOver("annotations[] (skipped)");
            return Optional.empty();
        }
        Opinion opinion = new Opinion(names);
        for (JsonNode result : annotation.required("result")) {
            if (!opinion.take(question(result), answer(result))) {
                row.passOver("annotations[].result (%s)"
                        .formatted(result.path("from_name").asString("")));
            }
        }
        String person = person(annotation);
        return Optional.of(opinion.vote(person)
                .orElseThrow(() -> new BadRow(
                        "labelstudio.preference",
                        "the annotation by \"%s\" does not say which of %s is better; expected a Pairwise result that is left or right",
                        person,
                        String.join(", ", names))));
    }

    private static String question(JsonNode result) {
        return result.path("type").asString("").equals("textarea")
                ? "reason"
                : result.path("from_name").asString("");
    }

    /** Left, right, the one choice, or the text. */
    private static JsonNode answer(JsonNode result) {
        JsonNode value = result.path("value");
        for (String list : List.of("choices", "text")) {
            JsonNode said = value.path(list);
            if (said.isArray() && said.size() == 1) {
                return said.get(0);
            }
        }
        return value.has("selected")
                ? value.get("selected")
                : value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }

    private static String person(Row annotation) {
        JsonNode by = annotation.find("completed_by").orElse(JsonNodeFactory.instance.nullNode());
        for (String name : List.of("email", "username", "id")) {
            if (by.has(name) && !by.get(name).asString("").isBlank()) {
                return by.get(name).asString("");
            }
        }
        return by.isValueNode() && !by.isNull() ? by.asString("") : ImportedRow.UNNAMED;
    }
}
