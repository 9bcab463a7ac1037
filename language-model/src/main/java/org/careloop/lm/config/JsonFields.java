package org.careloop.lm.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Typed access to the fields of a JSON object in a file; an error names the field and what was expected.
 *
 * @param usual values of fields that are left out; a field that is there as null has none
 */
record JsonFields(Path file, JsonNode json, Map<String, Object> usual) {

    JsonFields(Path file, JsonNode json) {
        this(file, json, Map.of());
    }

    JsonFields withUsual(Map<String, Object> values) {
        return new JsonFields(file, json, values);
    }

    /** With these fields of an object around this one, where this one lacks them. */
    JsonFields withOuter(JsonFields outer, List<String> names) {
        ObjectNode whole = (ObjectNode) json.deepCopy();
        for (String name : names) {
            if (!json.has(name) && outer.json.has(name)) {
                whole.set(name, outer.json.get(name));
            }
        }
        return new JsonFields(file, whole, usual);
    }

    /** The same file without any field. */
    JsonFields empty() {
        return new JsonFields(file, Json.MAPPER.createObjectNode());
    }

    boolean has(String field) {
        return json.has(field);
    }

    /** There, and not null. */
    boolean isGiven(String field) {
        return json.hasNonNull(field);
    }

    private JsonNode value(String field) {
        return json.has(field) || !usual.containsKey(field)
                ? json.path(field)
                : Json.MAPPER.valueToTree(usual.get(field));
    }

    /** Left out without a usual value, or null. */
    boolean isAbsent(String field) {
        return value(field).isMissingNode() || value(field).isNull();
    }

    /** The fields of an object in a field; null where it is left out, null or empty. */
    @Nullable
    JsonFields optional(String field) {
        if (isAbsent(field)) {
            return null;
        }
        if (!json.path(field).isObject()) {
            throw wrong(field, json.get(field), ConfigField.OBJECT);
        }
        return json.path(field).isEmpty() ? null : new JsonFields(file, json.path(field));
    }

    int number(String field) {
        JsonNode value = value(field);
        if (!value.isInt()) {
            throw wrong(field, json.get(field), ConfigField.WHOLE);
        }
        return value.intValue();
    }

    int number(String field, int otherwise) {
        return isAbsent(field) ? otherwise : number(field);
    }

    double decimal(String field) {
        JsonNode value = value(field);
        if (!value.isNumber()) {
            throw wrong(field, json.get(field), ConfigField.NUMBER);
        }
        return value.doubleValue();
    }

    double decimal(String field, double otherwise) {
        return isAbsent(field) ? otherwise : decimal(field);
    }

    String text(String field, String otherwise) {
        if (isAbsent(field)) {
            return otherwise;
        }
        if (!value(field).isString()) {
            throw wrong(field, json.get(field), ConfigField.TEXT);
        }
        return value(field).asString();
    }

    boolean flag(String field, boolean otherwise) {
        if (isAbsent(field)) {
            return otherwise;
        }
        if (!value(field).isBoolean()) {
            throw wrong(field, json.get(field), ConfigField.FLAG);
        }
        return value(field).booleanValue();
    }

    boolean flag(String field) {
        return flag(field, false);
    }

    /** The texts of a list; none where it is left out. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        value(field).forEach(each -> texts.add(each.asString("")));
        return texts;
    }

    /** The whole numbers of a list; none where it is left out. */
    List<Integer> numbers(String field) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode each : value(field)) {
            if (!each.isInt()) {
                throw wrong(field, json.get(field), ConfigField.WHOLES);
            }
            numbers.add(each.intValue());
        }
        return numbers;
    }

    @Nullable
    Integer id(String field) {
        List<Integer> ids = ids(field);
        return ids.isEmpty() ? null : ids.getFirst();
    }

    /** One id or a list of them; models write both. */
    List<Integer> ids(String field) {
        List<Integer> ids = new ArrayList<>();
        JsonNode value = value(field);
        if (value.isInt()) {
            ids.add(value.intValue());
        }
        for (JsonNode each : value.isArray() ? value : Json.MAPPER.createArrayNode()) {
            if (!each.isInt()) {
                throw wrong(field, json.get(field), ConfigField.WHOLES);
            }
            ids.add(each.intValue());
        }
        return ids;
    }

    BadInput wrong(String field, @Nullable Object found, Phrase expected) {
        return BadInput.in(file, ConfigField.unfit(field, found, expected));
    }
}
