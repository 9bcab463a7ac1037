package org.careloop.lm.text.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.text.template.Value.Absent;
import org.careloop.lm.text.template.Value.Arguments;

/** The tests ({@code x is defined}) that templates use. */
enum Tests {
    DEFINED,
    UNDEFINED,
    NONE,
    TRUE,
    FALSE,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    MAPPING,
    SEQUENCE,
    ITERABLE,
    ODD,
    EVEN,
    EQUAL,
    IN;

    static Optional<Tests> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "defined" -> DEFINED;
                    case "undefined" -> UNDEFINED;
                    case "none" -> NONE;
                    case "true" -> TRUE;
                    case "false" -> FALSE;
                    case "string" -> STRING;
                    case "number" -> NUMBER;
                    case "integer" -> INTEGER;
                    case "boolean" -> BOOLEAN;
                    case "mapping" -> MAPPING;
                    case "sequence" -> SEQUENCE;
                    case "iterable" -> ITERABLE;
                    case "odd" -> ODD;
                    case "even" -> EVEN;
                    case "equalto", "eq", "==" -> EQUAL;
                    case "in" -> IN;
                    default -> null;
                });
    }

    boolean holds(Object value, Arguments arguments) {
        return switch (this) {
            case DEFINED -> value != Absent.UNDEFINED;
            case UNDEFINED -> value == Absent.UNDEFINED;
            case NONE -> value == Absent.NONE;
            case TRUE -> Boolean.TRUE.equals(value);
            case FALSE -> Boolean.FALSE.equals(value);
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number || value instanceof Boolean;
            case INTEGER -> value instanceof Long;
            case BOOLEAN -> value instanceof Boolean;
            case MAPPING -> value instanceof Map;
            // Jinja calls a sequence what has a length and items: texts and mappings too. Undefined is iterable there.
            case SEQUENCE, ITERABLE ->
                value instanceof List || value instanceof Map || value instanceof String || value == Absent.UNDEFINED;
            case ODD -> Math.floorMod(Value.integer(value), 2) == 1;
            case EVEN -> Math.floorMod(Value.integer(value), 2) == 0;
            case EQUAL -> Value.equal(value, arguments.required(0));
            case IN -> Value.contains(arguments.required(0), value);
        };
    }
}
