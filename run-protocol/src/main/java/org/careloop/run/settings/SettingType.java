package org.careloop.run.settings;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;

/**
 * The values that a setting accepts.
 *
 * @param java the record component's type
 * @param range accepted numbers
 * @param choices texts that people are told of; empty for a setting that is no choice
 * @param accepts a regular expression of texts accepted besides the choices; empty for none
 */
record SettingType(JavaType java, Range range, List<String> choices, String accepts) {
    private static final Pattern BEGINS_WITH_POINT = Pattern.compile("[-+]?\\.\\d+([eE][-+]?\\d+)?");

    static SettingType of(Type type, Setting setting) {
        JavaType java = Json.MAPPER.constructType(type);
        return new SettingType(java, Range.of(setting), choices(java, setting), setting.accepts());
    }

    private static List<String> choices(JavaType java, Setting setting) {
        if (java.getRawClass() == boolean.class) {
            return List.of("true", "false");
        }
        return java.isEnumType()
                ? Arrays.stream(java.getRawClass().getEnumConstants())
                        .map(constant -> Json.MAPPER.valueToTree(constant).asString())
                        .toList()
                : List.of(setting.choices());
    }

    /** Converts a value to the component's type; null if it is not accepted. A single text becomes a list of one. */
    @Nullable
    Object read(@Nullable Object given) {
        try {
            Object value = Json.MAPPER
                    .readerFor(java)
                    .with(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .readValue(Json.MAPPER.writeValueAsString(given instanceof String text ? written(text) : given));
            return value != null && fits(value) ? value : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Numbers may begin with their point, as people write them; JSON knows no such. */
    private Object written(String text) {
        return java.getRawClass() == double.class
                        && BEGINS_WITH_POINT.matcher(text).matches()
                ? (Object) Double.valueOf(text)
                : text;
    }

    private boolean fits(Object value) {
        if (value instanceof Number number) {
            return range.contains(number.doubleValue());
        }
        if (value instanceof String text && !choices.isEmpty()) {
            return choices.contains(text) || (!accepts.isEmpty() && text.matches(accepts));
        }
        return !(value instanceof List<?> list) || list.stream().noneMatch(""::equals);
    }

    /** Whether nothing but the choices is accepted. */
    boolean isClosed() {
        return !choices.isEmpty() && accepts.isEmpty();
    }

    /** The accepted values in words, such as {@code a whole number, 1 or more}. */
    String words(SettingWords words) {
        if (!choices.isEmpty()) {
            String last = choices.getLast();
            String others = String.join(words.text("type.comma", ", "), choices.subList(0, choices.size() - 1));
            return words.phrase("type.choices", "%s or %s", others, last);
        }
        String bounds = range.words(words);
        return bounds.isEmpty() ? kind(words) : kind(words) + words.text("type.comma", ", ") + bounds;
    }

    private String kind(SettingWords words) {
        Class<?> raw = java.getRawClass();
        if (raw == int.class || raw == long.class) {
            return words.text("type.whole", "a whole number");
        }
        return java.isCollectionLikeType()
                ? words.text("type.texts", "a text that is not empty, or a list of such")
                : words.text("type.number", "a number");
    }
}
