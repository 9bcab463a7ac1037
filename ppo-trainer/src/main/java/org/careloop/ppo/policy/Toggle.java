package org.careloop.ppo.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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
        for (Toggle toggle : values()) {
            if (toggle.label().equals(label)) {
                return toggle;
            }
        }
        throw new IllegalArgumentException("\"%s\"; expected auto, on or off".formatted(label));
    }
}
