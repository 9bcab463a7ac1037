package org.careloop.run;

import java.util.Arrays;

/**
 * An annotator's verdict on a pair, in terms of the stored responses {@code a} and {@code b}, never of sides of a
 * screen.
 */
public enum Verdict {
    A,
    SAME,
    B,
    BOTH_BAD;

    /** The verdict that the ranks of two responses imply, 1 the best. */
    public static Verdict ofRanks(int a, int b) {
        return a < b ? A : a > b ? B : SAME;
    }

    /** Whether one response was preferred to the other. */
    public boolean isDecisive() {
        return this == A || this == B;
    }

    /** The same opinion with the names of the two responses exchanged. */
    public Verdict swapped() {
        return switch (this) {
            case A -> B;
            case B -> A;
            case SAME, BOTH_BAD -> this;
        };
    }

    /**
     * Reads the name used in files.
     *
     * @throws IllegalArgumentException naming the value and all known ones
     */
    public static Verdict parse(String name) {
        for (Verdict verdict : values()) {
            if (verdict.name().equals(name)) {
                return verdict;
            }
        }
        String known = Arrays.toString(values());
        throw BadValue.coded(
                "value.verdict", "verdict \"%s\" is not known; expected one of %s".formatted(name, known), name, known);
    }
}
