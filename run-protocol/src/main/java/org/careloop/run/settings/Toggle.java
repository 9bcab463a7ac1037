package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.careloop.run.BadValue;
import org.careloop.run.Phrase;

/** A setting that is on, off, or left to the trainer. */
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
                .orElseThrow(() -> new BadValue(
                        Phrase.filled("value.toggle", "\"%s\" was given; expected auto, on or off", label)));
    }

    /** Whether it is on; {@link #AUTO} gives {@code usual}. */
    public boolean or(boolean usual) {
        return this == AUTO ? usual : this == ON;
    }

    public static Toggle of(boolean on) {
        return on ? ON : OFF;
    }
}
