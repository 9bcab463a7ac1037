package org.careloop.run.cli;

/** Ranges that settings check of themselves; each message names the setting, its value and what was expected. */
public final class Bounds {
    private Bounds() {}

    public static void atLeast(String name, double least, double value) {
        check(value >= least && value < Double.POSITIVE_INFINITY, name, value, plain(least) + " or more");
    }

    public static void positive(String name, double value) {
        check(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "above 0");
    }

    /** A part of a whole that is never all of it. */
    public static void share(String name, double value) {
        check(value >= 0 && value < 1, name, value, "0 up to, not including, 1");
    }

    /** A part of a whole, or all of it. */
    public static void fraction(String name, double value) {
        check(value >= 0 && value <= 1, name, value, "0 to 1");
    }

    private static void check(boolean fits, String name, double value, String expected) {
        if (!fits) {
            throw new IllegalArgumentException("%s is %s; expected %s".formatted(name, plain(value), expected));
        }
    }

    /** Whole numbers without the point that a person did not write. */
    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
