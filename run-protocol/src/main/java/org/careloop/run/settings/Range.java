package org.careloop.run.settings;

import java.util.Locale;

/**
 * The numbers that a setting takes; all are finite.
 *
 * @param low the least, or where {@code lowExcluded} the number that all are above
 * @param high the most, or where {@code highExcluded} the number that all are below
 * @param orZero whether 0 is taken although it lies outside
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

    /** Such as {@code 0 or more}; nothing where every number is taken. */
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

    /** Whole numbers without the point that a person would not write. */
    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
