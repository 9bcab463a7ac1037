package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** How clear a preference was. Files, the database and the screens keep its number. */
public enum Strength {
    /** The lowest grade; ties, rankings and all verdicts of a scale without grades have it too. */
    SLIGHTLY(1),
    /** No scale here offers it, but an imported vote may have it. */
    MODERATELY(2),
    CLEARLY(3);

    private final int number;

    Strength(int number) {
        this.number = number;
    }

    @JsonValue
    public int number() {
        return number;
    }

    /**
     * Reads the number of the current format.
     *
     * @throws IllegalArgumentException when it is not 1 to 3
     */
    @JsonCreator
    public static Strength of(int number) {
        return Arrays.stream(values())
                .filter(strength -> strength.number == number)
                .findFirst()
                .orElseThrow(() -> BadValue.coded(
                        "value.strength",
                        "strength %d is out of range; expected 1 to %d".formatted(number, values().length),
                        number,
                        values().length));
    }

    /**
     * Translates the strength of a vote that was given on a screen and stored in format version 1, in which screens wrote 2
     * for "clearly".
     */
    public Strength ofFirstFormat() {
        return this == MODERATELY ? CLEARLY : this;
    }

    /** The share of the full margin that the reward model asks for at this strength: 0, a half, or 1. */
    public double shareOfMargin() {
        return (number - 1) / (double) (values().length - 1);
    }
}
