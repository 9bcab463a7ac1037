package org.careloop.run.text;

/** The shape of UTF-8 characters (RFC 3629, section 4). */
public final class Utf8 {
    private Utf8() {}

    /** The number of bytes of the character that starts at {@code from}; 0 if there is none. */
    public static int length(byte[] bytes, int from, int to) {
        int first = bytes[from] & 0xFF;
        int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (from + length > to) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            int next = bytes[from + i] & 0xFF;
            if (next < (i == 1 ? lowestSecond(first) : 0x80) || next > (i == 1 ? highestSecond(first) : 0xBF)) {
                return 0;
            }
        }
        return length;
    }

    /** Lower ones would write a character longer than needed. */
    private static int lowestSecond(int first) {
        return first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    }

    /** Higher ones would be halves of UTF-16 pairs, or beyond the last character. */
    private static int highestSecond(int first) {
        return first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    }

    /** Bytes that belong to no character. */
    public static long broken(byte[] sample) {
        long broken = 0;
        for (int i = 0; i < sample.length; i++) {
            int length = length(sample, i, sample.length);
            broken += length == 0 ? 1 : 0;
            i += Math.max(length - 1, 0);
        }
        return broken;
    }

    /** Characters of more than one byte. */
    public static long whole(byte[] sample) {
        long whole = 0;
        for (int i = 0; i < sample.length; i++) {
            int length = length(sample, i, sample.length);
            whole += length > 1 ? 1 : 0;
            i += Math.max(length - 1, 0);
        }
        return whole;
    }
}
