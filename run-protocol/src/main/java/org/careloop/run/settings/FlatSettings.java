package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.Json;
import tools.jackson.databind.JsonNode;

/**
 * All settings of one trainer or command: a record of groups. Groups make the code readable; in {@code run.json}, on the
 * command line and in model cards each setting is known by its own name, without its group.
 */
public interface FlatSettings {
    /** Each setting's value by its name. */
    @JsonValue
    default Map<String, Object> values() {
        return SettingRecords.values((Record) this);
    }

    /** All settings on one line, as {@code --set} takes them: {@code epochs=2, batchPairs=16}. */
    default String asLine() {
        return values().entrySet().stream()
                .map(value -> value.getKey() + "=" + written(Json.MAPPER.valueToTree(value.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String written(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
