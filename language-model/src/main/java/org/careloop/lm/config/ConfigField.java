package org.careloop.lm.config;

import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** What is said of a field in a model's files that does not fit. */
public final class ConfigField {
    public static final Phrase POSITIVE = Phrase.of("config.positive", "a positive number");

    static final Phrase WHOLE = Json.named(int.class);
    static final Phrase NUMBER = Json.named(double.class);
    static final Phrase TEXT = Json.named(String.class);
    static final Phrase FLAG = Json.named(boolean.class);
    static final Phrase OBJECT = Json.named(Object.class);
    static final Phrase WHOLES = Phrase.of("json.wholes", "a list of whole numbers");

    private ConfigField() {}

    /**
     * A field whose value does not fit.
     *
     * @param given null where the field is left out
     */
    public static Phrase unfit(String field, @Nullable Object given, Phrase expected) {
        return given == null
                ? Phrase.filled("config.missing", "field \"%s\" is missing; expected %s", field, expected)
                : Phrase.filled(
                        "config.field", "field \"%s\" is %s; expected %s", field, String.valueOf(given), expected);
    }

    /** The refusal of a record whose component the field becomes. */
    public static BadValue refused(String field, Object given, Phrase expected) {
        return new BadValue(unfit(field, given, expected));
    }

    /** A value as it is written in the file. */
    public static Phrase value(String literal) {
        return Phrase.verbatim(literal);
    }

    static void requirePositive(String field, int value) {
        if (value < 1) {
            throw refused(field, value, POSITIVE);
        }
    }
}
