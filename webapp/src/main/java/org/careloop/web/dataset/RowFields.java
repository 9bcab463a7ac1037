package org.careloop.web.dataset;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Reads fields of a row, and says which one is wrong and what was expected in it. */
public final class RowFields {
    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};

    private RowFields() {}

    public static JsonNode required(JsonNode row, String field) {
        JsonNode value = row.get(field);
        if (value == null || value.isNull()) {
            throw new BadRow("field \"%s\" is missing; add it or remove this row".formatted(field));
        }
        return value;
    }

    public static String text(JsonNode row, String field) {
        JsonNode value = required(row, field);
        if (!value.isString()) {
            throw new BadRow("field \"%s\" is %s; expected a text in quotes".formatted(field, shorten(value)));
        }
        return value.stringValue();
    }

    public static @Nullable String optionalText(JsonNode row, String field) {
        JsonNode value = row.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isString() || value.isIntegralNumber() ? value.asString() : text(row, field);
    }

    /** A list of messages, or a text, which is what the user said. */
    public static List<Message> conversation(JsonNode row, String field) {
        JsonNode value = required(row, field);
        if (value.isString()) {
            return List.of(Message.user(value.stringValue()));
        }
        return messages(value, field);
    }

    public static List<Message> messages(JsonNode value, String field) {
        if (!value.isArray() || value.isEmpty()) {
            throw new BadRow("field \"%s\" is %s; expected a list of messages with role and content"
                    .formatted(field, shorten(value)));
        }
        try {
            List<Message> messages = Json.MAPPER.treeToValue(value, MESSAGES);
            if (messages.contains(null)) {
                throw new BadRow("field \"%s\" has null among its messages; remove it".formatted(field));
            }
            return messages;
        } catch (JacksonException e) {
            throw new BadRow("field \"%s\": %s".formatted(field, Json.problem(e)));
        }
    }

    /** The messages that both lists begin with. */
    public static List<Message> commonPrefix(List<Message> one, List<Message> other) {
        List<Message> common = new ArrayList<>();
        for (int i = 0; i < Math.min(one.size(), other.size()) && one.get(i).equals(other.get(i)); i++) {
            common.add(one.get(i));
        }
        return common;
    }

    public static String shorten(JsonNode value) {
        String text = value.toString();
        return text.codePointCount(0, text.length()) <= 40
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 37)) + "…";
    }
}
