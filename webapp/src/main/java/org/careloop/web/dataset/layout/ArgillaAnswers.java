package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import tools.jackson.databind.JsonNode;

/** What people answered in a record of Argilla, in the three forms in which it is exported. */
final class ArgillaAnswers {
    private static final String FLATTENED = ".responses";
    private static final String USERS = ".users";
    private static final String STATUS = ".status";
    private static final String SUBMITTED = "submitted";

    private ArgillaAnswers() {}

    /**
     * An answer to one question.
     *
     * @param status {@code submitted}, {@code draft} or {@code discarded}
     */
    record Answer(String question, String person, String status, JsonNode value) {
        boolean isSubmitted() {
            return status.equals(SUBMITTED);
        }
    }

    static boolean isFlattened(Row row) {
        return row.names().stream().anyMatch(name -> name.endsWith(FLATTENED + USERS));
    }

    /** {@code preference.responses}, {@code preference.responses.users} and {@code preference.responses.status}. */
    static List<Answer> flattened(Row row) {
        List<Answer> answers = new ArrayList<>();
        for (String name : row.names()) {
            if (!name.endsWith(FLATTENED) || !row.has(name)) {
                continue;
            }
            JsonNode values = list(row, name);
            JsonNode users = list(row, name + USERS);
            JsonNode status = row.has(name + STATUS) ? list(row, name + STATUS) : null;
            for (int i = 0; i < values.size(); i++) {
                answers.add(new Answer(
                        name.substring(0, name.length() - FLATTENED.length()),
                        person(users.path(i)),
                        status == null ? SUBMITTED : status(status.path(i)),
                        values.get(i)));
            }
        }
        return answers;
    }

    private static JsonNode list(Row row, String field) {
        JsonNode list = row.required(field);
        if (!list.isArray()) {
            throw new BadRow("field.list", "field \"%s\" is %s; expected a list", field, Messages.shorten(list));
        }
        return list;
    }

    /** By question, as version 2 nests them; or by person with {@code values}, as version 1 does. */
    static List<Answer> nested(Row row) {
        List<Answer> answers = new ArrayList<>();
        JsonNode responses = row.required("responses");
        if (responses.isObject()) {
            responses.forEachEntry((question, all) -> all.forEach(one -> answers.add(
                    new Answer(question, person(one.path("user_id")), status(one.path("status")), one.path("value")))));
            return answers;
        }
        for (JsonNode one : list(row, "responses")) {
            one.path("values")
                    .forEachEntry((question, said) -> answers.add(new Answer(
                            question, person(one.path("user_id")), status(one.path("status")), said.path("value"))));
        }
        return answers;
    }

    private static String person(JsonNode user) {
        return user.asString("").isBlank() ? ImportedRow.UNNAMED : user.asString("");
    }

    private static String status(JsonNode status) {
        return status.isString() ? status.stringValue().toLowerCase(Locale.ROOT) : SUBMITTED;
    }
}
