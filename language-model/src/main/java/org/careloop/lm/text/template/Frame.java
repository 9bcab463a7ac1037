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
    private final Budget budget;
    private final Map<String, Object> names = new HashMap<>();

    private Frame(@Nullable Frame outer, Budget budget) {
        this.outer = outer;
        this.budget = budget;
    }

    static Frame of(Map<String, ?> names) {
        Frame frame = new Frame(null, new Budget(names));
        frame.names.putAll(names);
        return frame;
    }

    Frame inner() {
        return new Frame(this, budget);
    }

    Object get(String name) {
        for (Frame frame = this; frame != null; frame = frame.outer) {
            Object value = frame.names.get(name);
            if (value != null) {
                return value;
            }
        }
        return Value.Absent.UNDEFINED;
    }

    Budget budget() {
        return budget;
    }

    void set(String name, Object value) {
        names.put(name, value);
    }
}
