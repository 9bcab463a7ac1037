package org.careloop.web.dataset.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.RowFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** PandaLM's human pairs: an instruction, two responses, and {@code annotator1} … with 1, 2 or 0 for a tie. */
final class PandaLmRows implements JsonRows.RowShape {

    @Override
    public ImportFormat format() {
        return ImportFormat.PANDALM;
    }

    @Override
    public ImportedRow read(JsonNode row) {
        String instruction = RowFields.text(row, "instruction");
        String input = RowFields.optionalText(row, "input");
        String question = input == null || input.isBlank() ? instruction : instruction + "\n\n" + input;
        String tag = RowFields.optionalText(row, "motivation_app");
        return new ImportedRow(
                RowFields.optionalText(row, "idx"),
                List.of(Message.user(question)),
                List.of(response(row, "response1"), response(row, "response2")),
                Arrays.asList(model(row, 0), model(row, 1)),
                new ImportedRow.Facts(null, null, tag == null || tag.isBlank() ? List.of() : List.of(tag), null),
                votes(row),
                false,
                (row.get("response1").isString() ? 0 : 1)
                        + (row.get("response2").isString() ? 0 : 1));
    }

    /** In the published file six responses are the JSON value true: a model that answered "True". */
    private static String response(JsonNode row, String field) {
        JsonNode value = RowFields.required(row, field);
        return value.isValueNode() ? value.asString() : RowFields.text(row, field);
    }

    private static @Nullable String model(JsonNode row, int side) {
        String pair = RowFields.optionalText(row, "cmp_key");
        String[] models = pair == null ? new String[0] : pair.split("_", -1);
        return models.length == 2 ? models[side] : null;
    }

    private static List<Vote> votes(JsonNode row) {
        List<Vote> votes = new ArrayList<>();
        for (String field : row.propertyNames()) {
            if (field.startsWith("annotator")) {
                votes.add(new Vote(field, verdict(row, field)));
            }
        }
        return votes;
    }

    private static Verdict verdict(JsonNode row, String field) {
        return switch (row.get(field).asString("")) {
            case "0" -> Verdict.SAME;
            case "1" -> Verdict.A;
            case "2" -> Verdict.B;
            default ->
                throw new BadRow("field \"%s\" is %s; expected 1 (first better), 2 (second better) or 0 (tie)"
                        .formatted(field, RowFields.shorten(row.get(field))));
        };
    }
}
