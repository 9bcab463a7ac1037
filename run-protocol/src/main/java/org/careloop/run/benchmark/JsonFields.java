package org.careloop.run.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a question in JSON. */
record JsonFields(Place place, JsonNode row) {
    JsonFields {
        if (!row.isObject()) {
            throw place.refused("benchmark.no-object", "no JSON object; expected one for each question");
        }
    }

    /** A text or a number as text; null where it is absent. */
    @Nullable
    String maybe(String field) {
        return scalar(field, row.get(field));
    }

    String text(String field) {
        return place.text(field, maybe(field));
    }

    /** Empty where it is absent. */
    String orEmpty(String field) {
        String given = maybe(field);
        return given == null ? "" : given.strip();
    }

    /** The texts of a list, a line each. */
    String lines(String field) {
        JsonNode list = row.get(field);
        if (list == null || !list.isArray() || list.isEmpty()) {
            throw place.refused(
                    "benchmark.no-list", "field \"%s\" is missing or empty; expected a list of texts", field);
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode each : list) {
            text.append(text.isEmpty() ? "" : "\n").append(place.text(field, scalar(field, each)));
        }
        return text.toString();
    }

    /** The options by letter. */
    Map<String, String> options(String field) {
        JsonNode given = row.get(field);
        if (given == null || !given.isObject()) {
            throw place.refused(
                    "benchmark.no-options", "field \"%s\" is missing; expected the options by letter", field);
        }
        Map<String, String> options = new LinkedHashMap<>();
        given.properties().forEach(each -> {
            String text = scalar(field + " " + each.getKey(), each.getValue());
            options.put(each.getKey(), text == null ? "" : text);
        });
        return place.options(options);
    }

    private @Nullable String scalar(String field, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString() && !node.isNumber() && !node.isBoolean()) {
            throw place.refused(
                    "benchmark.no-scalar",
                    "field \"%s\" is %s; expected a text",
                    field,
                    Json.MAPPER.writeValueAsString(node));
        }
        return node.asString();
    }
}
