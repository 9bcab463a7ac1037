package org.careloop.web.dataset.layout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single values of a row, as JSON has them or as the text of a cell. */
final class Texts {
    private Texts() {}

    /** The first of these fields that says something, as a text. */
    static Optional<String> first(Row row, String... fields) {
        return Arrays.stream(fields).filter(row::has).findFirst().map(field -> {
            String text = row.optionalText(field);
            return text == null ? "" : text;
        });
    }

    static @Nullable String orNull(Row row, String... fields) {
        return first(row, fields).orElse(null);
    }

    /** A number. */
    static double number(Row row, String field) {
        JsonNode value = row.required(field);
        try {
            return value.isNumber()
                    ? value.doubleValue()
                    : Double.parseDouble(row.text(field).strip());
        } catch (NumberFormatException e) {
            throw new BadRow("field.number", "field \"%s\" is %s; expected a number", field, Messages.shorten(value));
        }
    }

    /** A whole number of a range, its ends included. */
    static int whole(Row row, String field, int from, int to) {
        double number = number(row, field);
        if (number != Math.rint(number) || number < from || number > to) {
            throw new BadRow(
                    "field.range",
                    "field \"%s\" is %s; expected a whole number from %d to %d",
                    field,
                    Messages.shorten(row.required(field)),
                    from,
                    to);
        }
        return (int) number;
    }

    /** True or false; in cells as text too. */
    static boolean yes(Row row, String field) {
        JsonNode value = row.required(field);
        return switch (value.asString("").strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw new BadRow(
                        "field.boolean", "field \"%s\" is %s; expected true or false", field, Messages.shorten(value));
        };
    }

    /** BCP 47 tag of a language's English name or of a tag; null for anything else, such as a programming language. */
    static @Nullable String language(Row row) {
        if (!row.has("language") || !row.required("language").isString()) {
            return null;
        }
        String said = row.text("language").strip();
        for (String code : Locale.getISOLanguages()) {
            Locale language = Locale.of(code);
            if (said.equalsIgnoreCase(language.getDisplayLanguage(Locale.ENGLISH)) || said.equalsIgnoreCase(code)) {
                return code;
            }
        }
        boolean tag = said.matches("[A-Za-z]{2,3}-[A-Za-z0-9-]{2,}");
        if (!tag) {
            row.passOver("language");
        }
        return tag ? Locale.forLanguageTag(said).toLanguageTag() : null;
    }
}
