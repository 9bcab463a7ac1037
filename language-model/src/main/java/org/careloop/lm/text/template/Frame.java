package org.careloop.lm.text.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names in force at a place of the template. A loop's body and a macro have a frame of their own: what they set is gone
 * afterwards, as in Jinja.
 */
final class Frame {
    private final @Nullable Frame outer;
    private final Map<String, Object> names = new HashMap<>();

    private Frame(@Nullable Frame outer) {
        this.outer = outer;
    }

    static Frame of(Map<String, ?> names) {
        Frame frame = new Frame(null);
        frame.names.putAll(names);
        return frame;
    }

    Frame inner() {
        return new Frame(this);
    }

    Object get(String name) {
        Object value = names.get(name);
        if (value != null) {
            return value;
        }
        return outer == null ? Value.Absent.UNDEFINED : outer.get(name);
    }

    void set(String name, Object value) {
        names.put(name, value);
    }
}
