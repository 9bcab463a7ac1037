package org.careloop.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says in plain words what Jackson's exceptions say in names of types and features. Some facts, such as the element
 * type of a list, stand in nothing but the message.
 */
final class JsonProblem {
    private static final Pattern TYPE =
            Pattern.compile("(?:of|to|into) type `([^`]+)`|value(?: \\([^`]*\\))? to `([^`]+)`");
    private static final Pattern TOKEN = Pattern.compile("`JsonToken\\.([A-Z_]+)`");
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate (?:Object )?property \"([^\"]*)\"");
    /** Jackson 3.1 loses its place where a list stands inside a list of texts, and finds out at the end. */
    private static final Pattern LOST = Pattern.compile("^Trailing token \\(`JsonToken\\.(?:END_|PROPERTY_NAME)");

    private static final int LONGEST_VALUE = 60;

    private JsonProblem() {}

    static Phrase of(JacksonException e) {
        Phrase problem = problem(e);
        String field = path(e);
        return field.isEmpty()
                ? problem
                : Phrase.of("json.field", "field \"%s\": %s".formatted(field, problem), field, problem);
    }

    private static Phrase problem(JacksonException e) {
        Matcher duplicate = DUPLICATE.matcher(message(e));
        if (duplicate.find()) {
            return duplicate(duplicate.group(1));
        }
        return switch (e) {
            case StreamConstraintsException _ -> JsonSyntaxProblem.EXTREME;
            case StreamReadException unreadable -> JsonSyntaxProblem.of(unreadable);
            case InvalidFormatException format ->
                unfit(written(format.getValue()), JsonWords.expected(type(format, format.getTargetType())));
            case InvalidNullException _ -> nothing(JsonWords.expected(type(e, Object.class)));
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case InvalidTypeIdException type -> unfit(written(type.getTypeId()), JsonWords.KNOWN_KIND);
            case ValueInstantiationException refused -> refusal(refused);
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case JsonNodeException node ->
                unfit(JsonWords.given(node.getNode().asToken()), JsonWords.expected(type(e, Object.class)));
            default -> refusal(e);
        };
    }

    private static Phrase mismatch(MismatchedInputException e) {
        String message = message(e);
        if (message.startsWith("No content")) {
            return Phrase.of("json.empty", "there is nothing here; expected JSON");
        }
        if (LOST.matcher(message).find()) {
            return Phrase.of("json.nested", "a list stands inside a list; expected texts or numbers in it");
        }
        if (message.startsWith("Trailing token")) {
            return Phrase.of("json.more", "more stands behind the end; expected one value, and one object a line");
        }
        Phrase expected = JsonWords.expected(type(e, e.getTargetType()));
        Matcher token = TOKEN.matcher(message);
        if (token.find()) {
            return unfit(JsonWords.given(JsonToken.valueOf(token.group(1))), expected);
        }
        if (e.getCurrentToken() != null) {
            return unfit(JsonWords.given(e.getCurrentToken()), expected);
        }
        return message.contains("`null`")
                ? nothing(expected)
                : Phrase.of("json.expected", "expected " + expected, expected);
    }

    /** A record's own words, where it has some. */
    private static Phrase refusal(JacksonException e) {
        if (e.getCause() instanceof NullPointerException) {
            return Phrase.of(
                    "json.null-inside", "null stands where a value was expected; give one, or leave the field out");
        }
        return e.getCause() instanceof IllegalArgumentException own && !(own.getCause() instanceof JacksonException)
                ? BadValue.phrase(own)
                : JsonSyntaxProblem.UNREADABLE;
    }

    private static Phrase unknown(UnrecognizedPropertyException e) {
        String known = String.valueOf(e.getKnownPropertyIds());
        return Phrase.of(
                "json.unknown-field",
                "there is no field \"%s\"; expected some of %s".formatted(e.getPropertyName(), known),
                e.getPropertyName(),
                known);
    }

    private static Phrase duplicate(String field) {
        return Phrase.of("json.duplicate", "field \"%s\" stands twice; keep one of them".formatted(field), field);
    }

    private static Phrase nothing(Phrase expected) {
        return unfit(JsonWords.NULL, expected);
    }

    private static Phrase unfit(Phrase given, Phrase expected) {
        return Phrase.of("json.unfit", "%s was given; expected %s".formatted(given, expected), given, expected);
    }

    private static Phrase written(Object value) {
        String text = String.valueOf(value);
        String shown = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
        return Phrase.verbatim(value instanceof CharSequence ? "\"%s\"".formatted(shown) : shown);
    }

    /** The name of the wanted type, with the type of its elements if the message says so. */
    private static String type(JacksonException e, Class<?> otherwise) {
        Matcher type = TYPE.matcher(message(e));
        if (type.find()) {
            return type.group(1) == null ? type.group(2) : type.group(1);
        }
        return otherwise == null ? "" : otherwise.getName();
    }

    private static String message(JacksonException e) {
        return String.valueOf(e.getOriginalMessage());
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
