package org.careloop.run;

import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** What JSON values are called to people. */
final class JsonWords {
    static final Phrase NULL = Phrase.of("json.null", "null");
    static final Phrase KNOWN_KIND = Phrase.of("json.kind", "a known kind");

    private static final Phrase TEXT = Phrase.of("json.text", "a text");
    private static final Phrase NUMBER = Phrase.of("json.number", "a number");
    private static final Phrase WHOLE = Phrase.of("json.whole", "a whole number");
    private static final Phrase BOOLEAN = Phrase.of("json.boolean", "true or false");
    private static final Phrase LIST = Phrase.of("json.list", "a list");
    private static final Phrase OBJECT = Phrase.of("json.object", "an object in braces");
    private static final Phrase MESSAGE = Phrase.of("json.message", "a message with role and content");

    private static final Map<String, Phrase> TYPES = Map.ofEntries(
            Map.entry("java.lang.String", TEXT),
            Map.entry("int", WHOLE),
            Map.entry("long", WHOLE),
            Map.entry("java.lang.Integer", WHOLE),
            Map.entry("java.lang.Long", WHOLE),
            Map.entry("double", NUMBER),
            Map.entry("float", NUMBER),
            Map.entry("java.lang.Double", NUMBER),
            Map.entry("boolean", BOOLEAN),
            Map.entry("java.lang.Boolean", BOOLEAN),
            Map.entry("java.time.Instant", Phrase.of("json.moment", "a moment such as 2026-01-31T08:00:00Z")),
            Map.entry("java.util.UUID", Phrase.of("json.id", "an id such as 0b4f6c1e-5d0a-4c6e-9a57-3f1c2d7e8b90")),
            Map.entry(Message.class.getName(), MESSAGE));

    private static final Map<String, Phrase> LISTS = Map.of(
            Message.class.getName(),
            Phrase.of("json.messages", "a list of messages with role and content"),
            "java.lang.String",
            Phrase.of("json.texts", "a list of texts"),
            "java.lang.Integer",
            Phrase.of("json.wholes", "a list of whole numbers"),
            "java.lang.Double",
            Phrase.of("json.numbers", "a list of numbers"),
            Vote.class.getName(),
            Phrase.of("json.votes", "a list of votes, each with annotator and verdict"));

    private JsonWords() {}

    /** A wanted type, by its name as Java writes it. */
    static Phrase expected(String type) {
        Phrase plain = TYPES.get(type);
        if (plain != null) {
            return plain;
        }
        int elements = type.indexOf('<');
        String raw = elements < 0 ? type : type.substring(0, elements);
        if (raw.endsWith("List") || raw.endsWith("Set") || raw.endsWith("Collection") || raw.endsWith("[]")) {
            return elements < 0 ? LIST : LISTS.getOrDefault(type.substring(elements + 1, type.length() - 1), LIST);
        }
        return named(raw);
    }

    private static Phrase named(String type) {
        try {
            Object[] constants =
                    Class.forName(type, false, JsonWords.class.getClassLoader()).getEnumConstants();
            if (constants != null) {
                String choices = Arrays.stream(constants)
                        .map(constant -> Json.MAPPER.valueToTree(constant).asString())
                        .toList()
                        .toString();
                return Phrase.of("json.one-of", "one of " + choices, choices);
            }
        } catch (ClassNotFoundException e) {
            return OBJECT;
        }
        return OBJECT;
    }

    /** A given value, by the token with which it starts. */
    static Phrase given(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case VALUE_NULL -> NULL;
            case START_ARRAY, END_ARRAY -> LIST;
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> OBJECT;
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> Phrase.of("json.other", "something else");
        };
    }
}
