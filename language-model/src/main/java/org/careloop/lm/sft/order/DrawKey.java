package org.careloop.lm.sft.order;

/**
 * The key by which a row takes its place: an exponential waiting time with the row's weight as its rate. Rows in ascending order
 * of such keys are a weighted drawing without replacement, {@code P(next = x) = w_x / sum of w over what is not yet drawn},
 * exactly (Efraimidis and Spirakis 2006, "Weighted random sampling with a reservoir"). A key follows from seed, pass, row and
 * copy alone: no other row, no process and no interruption moves it.
 */
final class DrawKey {
    /** 2^64 divided by the golden ratio. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private static final double UNIT = 0x1p-53;

    private DrawKey() {}

    /**
     * A key above 0, as bits that sort as it does.
     *
     * @param pass over the rows, from 0
     * @param row its place in the file, from 0
     * @param copy of the row, from 0
     * @param weight above 0
     */
    static long of(long seed, int pass, long row, int copy, double weight) {
        long bits = mixed(mixed(mixed(mixed(seed + GOLDEN) + pass * GOLDEN) + row * GOLDEN) + copy * GOLDEN);
        double uniform = ((bits >>> 11) + 0.5) * UNIT;
        return Double.doubleToLongBits(-StrictMath.log(uniform) / weight);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), variant 13 of Stafford. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
