package org.careloop.run.settings;

import java.util.Locale;

/**
 * The range of numbers that a setting accepts; infinity and NaN are never accepted.
 *
 * @param low lower bound, excluded if {@code lowExcluded}; minus infinity for none
 * @param high upper bound, excluded if {@code highExcluded}; infinity for none
 * @param orZero whether 0 is accepted although it lies outside the bounds
 */
record Range(double low, boolean lowExcluded, double high, boolean highExcluded, boolean orZero) {

    static Range of(Setting setting) {
        return new Range(
                Math.max(setting.atLeast(), setting.above()),
                setting.above() > setting.atLeast(),
                Math.min(setting.atMost(), setting.below()),
                setting.below() < setting.atMost(),
                setting.orZero());
    }

    boolean contains(double value) {
        boolean highEnough = lowExcluded ? value > low : value >= low;
        boolean lowEnough = highExcluded ? value < high : value <= high;
        return Double.isFinite(value) && ((highEnough && lowEnough) || (orZero && value == 0));
    }

    /** The range in words, such as {@code 0 or more}; empty if it has no bounds. */
    String words(SettingWords words) {
        String inner = inner(words);
        return orZero ? words.phrase("range.orZero", "0, or %s", inner) : inner;
    }

    private String inner(SettingWords words) {
        if (Double.isInfinite(low)) {
            return "";
        }
        if (Double.isInfinite(high)) {
            return lowExcluded
                    ? words.phrase("range.above", "above %s", plain(low))
                    : words.phrase("range.atLeast", "%s or more", plain(low));
        }
        String from = lowExcluded
                ? words.phrase("range.fromAbove", "above %s", plain(low))
                : words.phrase("range.from", "from %s", plain(low));
        return highExcluded
                ? words.phrase("range.below", "%s to below %s", from, plain(high))
                : words.phrase("range.upTo", "%s to %s", from, plain(high));
    }

    /** Formats whole numbers without a decimal point. */
    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
