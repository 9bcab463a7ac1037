package org.careloop.run.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trainer's settings are a record with a default for each component; {@code run.json} and {@code --set name=value}
 * override them by name. A name or value that does not fit is refused with the list of what does.
 */
public final class Settings {
    private Settings() {}

    /** Reads {@code name=value} pairs of a command line into values as JSON has them. */
    public static Map<String, Object> parse(List<String> assignments) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new BadInput("--set %s: expected name=value".formatted(assignment));
            }
            settings.put(
                    assignment.substring(0, equals).strip(),
                    value(assignment.substring(equals + 1).strip()));
        }
        return settings;
    }

    private static Object value(String text) {
        try {
            Object parsed = Json.MAPPER.readValue(text, Object.class);
            return parsed == null ? text : parsed;
        } catch (JacksonException e) {
            return text;
        }
    }

    /**
     * The defaults with the given overrides.
     *
     * @throws BadInput for an unknown name, or a value that the setting does not take
     */
    public static <T extends Record> T apply(T defaults, Map<String, Object> overrides) {
        ObjectNode tree = Json.MAPPER.valueToTree(defaults);
        overrides.forEach((name, value) -> {
            if (!tree.has(name)) {
                throw new BadInput("setting \"%s\" is not known; settings are %s".formatted(name, names(defaults)));
            }
            tree.set(name, Json.MAPPER.<JsonNode>valueToTree(value));
        });
        try {
            @SuppressWarnings("unchecked")
            Class<T> type = (Class<T>) defaults.getClass();
            return Json.MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new BadInput("settings: %s".formatted(Json.problem(e)), e);
        }
    }

    private static TreeSet<String> names(Record defaults) {
        TreeSet<String> names = new TreeSet<>();
        Arrays.stream(defaults.getClass().getRecordComponents()).forEach(component -> names.add(component.getName()));
        return names;
    }
}
