package org.careloop.lm.text.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.run.Json;
import org.careloop.run.Phrase;

/**
 * Python's meaning of values. A value is a {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List},
 * {@code Map} with text keys, {@link Absent}, {@link Namespace} or {@link Callable}.
 */
final class Value {
    private Value() {}

    /** The two absent values of Jinja. */
    enum Absent {
        NONE,
        /** A name or a field that is not there: prints nothing, and has no fields of its own. */
        UNDEFINED
    }

    /** The only object whose fields a template can set. */
    record Namespace(Map<String, Object> fields) {}

    /** A function of the template or of its surroundings. */
    @FunctionalInterface
    interface Callable {
        Object call(Arguments arguments);
    }

    /** What a function is called with. */
    record Arguments(List<Object> positional, Map<String, Object> named) {
        static final Arguments NONE = new Arguments(List.of(), new LinkedHashMap<>());

        Object get(int position, String name, Object otherwise) {
            return position < positional.size() ? positional.get(position) : named.getOrDefault(name, otherwise);
        }

        /** An argument that nothing stands in for. */
        Object required(int position) {
            if (position < positional.size()) {
                return positional.get(position);
            }
            throw TemplateException.of("template.argument-absent", "argument %s is missing", position + 1);
        }

        String text(int position, String name) {
            if (get(position, name, Absent.UNDEFINED) instanceof String text) {
                return text;
            }
            throw TemplateException.of("template.argument", "argument %s (%s) is no text", position + 1, name);
        }
    }

    static boolean isTrue(Object value) {
        return switch (value) {
            case Boolean b -> b;
            case String s -> !s.isEmpty();
            case Long n -> n != 0;
            case Double d -> d != 0;
            case List<?> l -> !l.isEmpty();
            case Map<?, ?> m -> !m.isEmpty();
            case Absent _ -> false;
            default -> true;
        };
    }

    /** As {@code str} prints it. Lists and mappings have no text that a prompt should rest on. */
    static String print(Object value) {
        return switch (value) {
            case String s -> s;
            case Boolean b -> b ? "True" : "False";
            case Long n -> n.toString();
            case Absent.NONE -> "None";
            case Absent.UNDEFINED -> "";
            default -> throw TemplateException.of("template.print", "%s cannot be printed", kind(value));
        };
    }

    /** What a value is called to people. */
    static Phrase kind(Object value) {
        return switch (value) {
            case String _ -> Json.named(String.class);
            case Long _, Double _ -> Json.named(double.class);
            case Boolean _ -> Phrase.of("template.boolean", "a truth value");
            case List<?> _ -> Json.named(List.class);
            case Map<?, ?> _ -> Phrase.of("template.mapping", "a mapping");
            case Absent.NONE -> Phrase.of("template.none", "none");
            case Absent.UNDEFINED -> Phrase.of("template.undefined", "an undefined value");
            case Namespace _ -> Phrase.of("template.namespace", "a namespace");
            default -> Phrase.of("template.function", "a function");
        };
    }

    static boolean equal(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return number(a) == number(b);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return x.size() == y.size() && IntStream.range(0, x.size()).allMatch(i -> equal(x.get(i), y.get(i)));
        }
        return Objects.equals(a, b);
    }

    /** Negative, zero or positive, for two numbers or two texts. */
    static int compare(Object a, Object b) {
        if (isNumber(a) && isNumber(b)) {
            return Double.compare(number(a), number(b));
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        throw TemplateException.of("template.order", "%s and %s have no order", kind(a), kind(b));
    }

    static boolean contains(Object whole, Object part) {
        return switch (whole) {
            case String s when part instanceof String p -> s.contains(p);
            case List<?> l -> l.stream().anyMatch(item -> equal(item, part));
            case Map<?, ?> m -> m.containsKey(part);
            default ->
                throw TemplateException.of("template.search", "%s cannot be searched for %s", kind(whole), kind(part));
        };
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static double number(Object value) {
        return value instanceof Boolean b ? (b ? 1 : 0) : ((Number) value).doubleValue();
    }

    static long integer(Object value) {
        if (value instanceof Long n) {
            return n;
        }
        throw TemplateException.of("template.whole", "%s stands where a whole number is needed", kind(value));
    }

    /** What a loop passes over; a mapping gives its keys. */
    @SuppressWarnings("unchecked")
    static List<Object> items(Object value) {
        return switch (value) {
            case List<?> l -> (List<Object>) l;
            case Map<?, ?> m -> List.copyOf(m.keySet());
            case Absent.UNDEFINED -> List.of();
            case String s ->
                s.codePoints().<Object>mapToObj(Character::toString).toList();
            default -> throw TemplateException.of("template.loop", "%s cannot be looped over", kind(value));
        };
    }

    static long length(Object value) {
        return value instanceof String s
                ? s.codePointCount(0, s.length())
                : items(value).size();
    }
}
