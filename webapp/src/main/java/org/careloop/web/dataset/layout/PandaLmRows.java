package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** PandaLM's human pairs: an instruction, two responses, and {@code annotator1} … with 1, 2 or 0 for a tie. */
final class PandaLmRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.PANDALM;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("response1", "response2"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        String instruction = row.text("instruction");
        String input = row.optionalText("input");
        String question = input == null || input.isBlank() ? instruction : instruction + "\n\n" + input;
        String tag = row.optionalText("motivation_app");
        return List.of(new ImportedRow(
                row.optionalText("idx"),
                List.of(Message.user(question)),
                List.of(response(row, "response1"), response(row, "response2")),
                Arrays.asList(model(row, 0), model(row, 1)),
                new ImportedRow.Facts(null, null, tag == null || tag.isBlank() ? List.of() : List.of(tag), null),
                votes(row),
                false,
                (row.required("response1").isString() ? 0 : 1)
                        + (row.required("response2").isString() ? 0 : 1)));
    }

    /** In the published file six responses are the JSON value true: a model that answered "True". */
    private static String response(Row row, String field) {
        JsonNode value = row.required(field);
        return value.isValueNode() ? value.asString() : row.text(field);
    }

    private static @Nullable String model(Row row, int side) {
        String pair = row.optionalText("cmp_key");
        String[] models = pair == null ? new String[0] : pair.split("_", -1);
        return models.length == 2 ? models[side] : null;
    }

    private static List<Vote> votes(Row row) {
        List<Vote> votes = new ArrayList<>();
        for (String field : row.names()) {
            if (field.startsWith("annotator")) {
                votes.add(new Vote(field, verdict(row, field)));
            }
        }
        return votes;
    }

    private static Verdict verdict(Row row, String field) {
        return switch (row.required(field).asString("")) {
            case "0" -> Verdict.SAME;
            case "1" -> Verdict.A;
            case "2" -> Verdict.B;
            default ->
                throw new BadRow(
                        "pandalm.vote",
                        "field \"%s\" is %s; expected 1 (first better), 2 (second better) or 0 (tie)",
                        field,
                        Messages.shorten(row.required(field)));
        };
    }
}
