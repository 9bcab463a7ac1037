package org.careloop.lm.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Typed access to the fields of a JSON object in a file; an error names the field and what was expected. */
record JsonFields(Path file, JsonNode json) {

    boolean has(String field) {
        return json.has(field);
    }

    /** Left out or null. */
    boolean isAbsent(String field) {
        return json.path(field).isMissingNode() || json.path(field).isNull();
    }

    boolean isNull(String field) {
        return json.path(field).isNull();
    }

    boolean isObject(String field) {
        return json.path(field).isObject();
    }

    /** The fields of an object in a field; none where it is no object. */
    JsonFields within(String field) {
        return new JsonFields(file, json.path(field));
    }

    int number(String field) {
        if (!json.path(field).isInt()) {
            throw wrong(field, json.get(field), "a whole number");
        }
        return json.path(field).intValue();
    }

    int number(String field, int otherwise) {
        return isAbsent(field) ? otherwise : number(field);
    }

    double decimal(String field) {
        if (!json.path(field).isNumber()) {
            throw wrong(field, json.get(field), "a number");
        }
        return json.path(field).doubleValue();
    }

    double decimal(String field, double otherwise) {
        return isAbsent(field) ? otherwise : decimal(field);
    }

    String text(String field, String otherwise) {
        return json.path(field).asString(otherwise);
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    /** The texts of a list; none where it is no list. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        json.path(field).forEach(each -> texts.add(each.asString("")));
        return texts;
    }

    @Nullable
    Integer id(String field) {
        List<Integer> ids = ids(field);
        return ids.isEmpty() ? null : ids.getFirst();
    }

    /** One id or a list of them; models write both. */
    List<Integer> ids(String field) {
        List<Integer> ids = new ArrayList<>();
        JsonNode value = json.path(field);
        if (value.isInt()) {
            ids.add(value.intValue());
        }
        for (JsonNode each : value.isArray() ? value : Json.MAPPER.createArrayNode()) {
            ids.add(each.intValue());
        }
        return ids;
    }

    BadInput wrong(String field, @Nullable Object found, String expected) {
        return BadInput.in(
                file, "field \"%s\" is %s; expected %s".formatted(field, found == null ? "missing" : found, expected));
    }
}
