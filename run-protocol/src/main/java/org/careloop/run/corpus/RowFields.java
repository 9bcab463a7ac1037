package org.careloop.run.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which fields of a row hold its texts. A field counts by its name wherever it stands in the row; under one that is named, a text
 * and each text of a list, or of lists in it, count.
 */
public record RowFields(List<String> names) {
    /** The field that rows of a corpus have. */
    public static final RowFields TEXT = new RowFields(List.of("text"));

    public RowFields {
        names = List.copyOf(names);
    }

    /**
     * Names as a setting has them: each, or several separated by commas.
     *
     * @throws BadInput where there is none
     */
    public static RowFields parse(List<String> given) {
        List<String> names = given.stream()
                .flatMap(each -> Arrays.stream(each.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw BadInput.field(
                    "fields",
                    String.join(",", given),
                    Phrase.of("texts.fields", "names of fields, separated by commas"));
        }
        return new RowFields(names);
    }

    /** The texts of a row in their order; empty where it has none of the fields. */
    public List<String> texts(JsonNode row) {
        List<String> texts = new ArrayList<>();
        walk(row.deepCopy(), text -> {
            texts.add(text);
            return text;
        });
        return texts;
    }

    /** The row as JSON on one line, with each of its texts replaced. */
    public String replaced(JsonNode row, UnaryOperator<String> replacement) {
        JsonNode copy = row.deepCopy();
        walk(copy, replacement);
        return Json.MAPPER.writeValueAsString(copy);
    }

    private void walk(JsonNode node, UnaryOperator<String> each) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                if (names.contains(name) && value.isString()) {
                    object.put(name, each.apply(value.asString()));
                } else if (names.contains(name) && value instanceof ArrayNode list) {
                    strings(list, each);
                } else {
                    walk(value, each);
                }
            }
        } else if (node instanceof ArrayNode list) {
            list.forEach(entry -> walk(entry, each));
        }
    }

    private void strings(ArrayNode list, UnaryOperator<String> each) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isString()) {
                list.set(i, Json.MAPPER.valueToTree(each.apply(list.get(i).asString())));
            } else if (list.get(i) instanceof ArrayNode inner) {
                strings(inner, each);
            } else {
                walk(list.get(i), each);
            }
        }
    }
}
