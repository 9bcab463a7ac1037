package org.careloop.lm.text.template;

import java.util.List;
import java.util.Map;

/**
 * What one rendering may take. A template is a program of whoever made the model: without end it would hold up a run, and
 * a text doubled forty times would fill the memory.
 *
 * <p>Every value that an operation makes or looks at costs its length, so that steps and memory are bounded by one number.
 */
final class Budget {
    /** A long conversation in the longest known template takes a hundredth. */
    private static final long LEAST = 16_000_000;
    /** Passes over the whole conversation. */
    private static final long TIMES = 128;
    /** Of memory for an entry of a list, in letters. */
    private static final long ENTRY = 16;

    private static final int MOST_CALLS = 100;

    private final long whole;
    private long left;
    private int calls;

    /** @param names what the template is rendered with */
    Budget(Map<String, ?> names) {
        this.whole = LEAST + TIMES * deepLength(names);
        this.left = whole;
    }

    private static long deepLength(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                ENTRY * map.size()
                        + map.values().stream().mapToLong(Budget::deepLength).sum();
            case List<?> list ->
                ENTRY * list.size()
                        + list.stream().mapToLong(Budget::deepLength).sum();
            default -> length(value);
        };
    }

    /** Pays for a step with a value; gives the value. */
    <T> T pay(T value) {
        pay(length(value));
        return value;
    }

    /** Pays for all that a new list or mapping holds, inside others too, so that one that holds another many times has its price. */
    <T> T payAll(T value) {
        pay(deepLength(value));
        return value;
    }

    /** Pays for entries that a list is about to get. */
    void payEntries(long count) {
        pay(count > whole ? count : ENTRY * count);
    }

    void pay(long steps) {
        if (steps < 0 || steps > left - 1) {
            throw TemplateException.of(
                    "template.endless",
                    "it takes more than %s steps; expected a template that writes each message once",
                    whole);
        }
        left -= 1 + steps;
    }

    private static long length(Object value) {
        return switch (value) {
            case String text -> text.length();
            case List<?> list -> ENTRY * list.size();
            case Map<?, ?> map -> ENTRY * map.size();
            default -> 1;
        };
    }

    /** What a loop passes over; each letter of a text becomes an entry. */
    List<Object> items(Object value) {
        if (value instanceof String text) {
            payEntries(text.length());
        }
        return Value.items(value);
    }

    void enter() {
        if (++calls > MOST_CALLS) {
            throw TemplateException.of(
                    "template.recursion", "its macros call each other more than %s deep; expected an end", MOST_CALLS);
        }
    }

    void leave() {
        calls--;
    }
}
