package org.careloop.ppo.policy;

/** Ranges that settings check of themselves; each message names the setting, its value and what was expected. */
public final class Check {
    private Check() {}

    public static void positive(String name, double value) {
        check(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "above 0");
    }

    public static void notNegative(String name, double value) {
        check(value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "0 or more");
    }

    public static void share(String name, double value) {
        check(value >= 0 && value <= 1, name, value, "0 to 1");
    }

    private static void check(boolean fits, String name, double value, String expected) {
        if (!fits) {
            throw new IllegalArgumentException("%s is %s; expected %s".formatted(name, value, expected));
        }
    }
}
