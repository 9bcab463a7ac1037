package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** A choice that can be left to the trainer. */
public enum Toggle {
    AUTO,
    ON,
    OFF;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Toggle parse(String label) {
        return Arrays.stream(values())
                .filter(toggle -> toggle.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"%s\"; expected auto, on or off".formatted(label)));
    }

    /** What was chosen, or where it was left open what is usual. */
    public boolean or(boolean usual) {
        return this == AUTO ? usual : this == ON;
    }

    /** The same choice, made. */
    public static Toggle of(boolean on) {
        return on ? ON : OFF;
    }
}
