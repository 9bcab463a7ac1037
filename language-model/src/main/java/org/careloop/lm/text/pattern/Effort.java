package org.careloop.lm.text.pattern;

/**
 * How often a search turns back at one place of a text, at most.
 *
 * @param always whatever the text
 * @param perCharacter for each character of the text besides
 */
record Effort(long always, long perCharacter) {
    static final Effort NONE = new Effort(0, 0);
    static final Effort ONE = new Effort(1, 0);
    static final Effort AS_LONG_AS_THE_TEXT = new Effort(1, 1);
    private static final long MOST = 10_000;
    /** With the length squared, or worse. */
    static final Effort TOO_MUCH = new Effort(MOST, MOST);

    Effort plus(Effort other) {
        return bounded(always + other.always, perCharacter + other.perCharacter);
    }

    Effort times(Effort other) {
        return perCharacter > 0 && other.perCharacter > 0
                ? TOO_MUCH
                : bounded(always * other.always, always * other.perCharacter + perCharacter * other.always);
    }

    private static Effort bounded(long always, long perCharacter) {
        return new Effort(Math.min(always, MOST), Math.min(perCharacter, MOST));
    }

    boolean isTooMuch() {
        return always >= MOST || perCharacter >= MOST;
    }
}
