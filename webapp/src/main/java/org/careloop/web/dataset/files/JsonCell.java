package org.careloop.web.dataset.files;

import org.careloop.run.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A cell of a table that may hold a list or an object as JSON. */
final class JsonCell {
    private JsonCell() {}

    /**
     * An object, or a list of objects or lists, as itself; any other cell as its text, for an answer may well begin with a
     * bracket. Lists of single values are read in flattened columns, whose names have a dot.
     */
    static JsonNode read(String column, String cell) {
        String start = cell.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                JsonNode parsed = Json.MAPPER.readTree(cell);
                boolean flattened = column.indexOf('.') >= 0;
                boolean nested =
                        parsed.isObject() || (!parsed.isEmpty() && parsed.get(0).isContainer());
                if (parsed.isContainer() && (nested || flattened)) {
                    return parsed;
                }
            } catch (JacksonException e) {
                return StringNode.valueOf(cell);
            }
        }
        return StringNode.valueOf(cell);
    }
}
