package org.careloop.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages files at random, the same way for the same number. */
final class Mutations {
    private static final int LONGEST = 1 << 20;
    private static final int LONGEST_PART = 64;

    /** Numbers at the borders of their types, where sums and products overflow. */
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        32767,
        65535,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFFFFFFL,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** Parts that readers treat in their own way. */
    private static final List<String> WORDS = List.of(
            "\"",
            "'",
            "\\",
            "\n",
            "\r",
            "\u0000",
            "\u202e",
            "\uFEFF",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ",",
            ":",
            "|",
            "~",
            "*",
            "+",
            "?",
            "null",
            "true",
            "-1",
            "1e999999999",
            "0.1",
            "9223372036854775808",
            "4294967296",
            "../",
            "/",
            "\\u0000",
            "\\ud800",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "-%}",
            " for x in range(99999999) ",
            "%s",
            "${x}",
            "<a>",
            "</a>",
            "&#0;",
            "]]>",
            "医",
            "💊");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** A damaged copy of one of the files. */
    byte[] of(List<byte[]> corpus) {
        byte[] bytes = pick(corpus).clone();
        // One wound more often than many: of those a reader sees the first alone.
        do {
            bytes = once(bytes, corpus);
        } while (random.nextInt(3) == 0);
        return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
    }

    private byte[] once(byte[] bytes, List<byte[]> corpus) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_PART));
        return switch (random.nextInt(10)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, end, new byte[0]);
            case 3 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 4 -> spliced(bytes, at, at, word());
            case 5 -> spliced(bytes, at, end, word());
            case 6 -> extreme(bytes);
            case 7 -> crossed(bytes, at, pick(corpus));
            case 8 -> repeated(bytes, at, end);
            default -> randomised(bytes, at, end);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return changed;
    }

    private byte[] word() {
        return pick(WORDS).getBytes(StandardCharsets.UTF_8);
    }

    /** A number at a border in place of what stands there: in binary, of one to eight bytes, or in digits. */
    private byte[] extreme(byte[] bytes) {
        long number = EXTREMES[random.nextInt(EXTREMES.length)];
        int at = random.nextInt(bytes.length + 1);
        if (random.nextInt(3) == 0) {
            int end = at;
            while (end < bytes.length && Character.isDigit(bytes[end])) {
                end++;
            }
            return spliced(bytes, at, end, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        }
        int width = 1 << random.nextInt(4);
        byte[] written = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        return spliced(bytes, at, Math.min(bytes.length, at + width), Arrays.copyOf(written, width));
    }

    private byte[] crossed(byte[] bytes, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return spliced(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
    }

    private byte[] repeated(byte[] bytes, int at, int end) {
        byte[] part = Arrays.copyOfRange(bytes, at, end);
        int times = 1 << random.nextInt(12);
        ByteBuffer all = ByteBuffer.allocate(part.length * times);
        for (int i = 0; i < times; i++) {
            all.put(part);
        }
        return spliced(bytes, at, end, all.array());
    }

    private byte[] randomised(byte[] bytes, int at, int end) {
        byte[] part = new byte[end - at];
        random.nextBytes(part);
        return spliced(bytes, at, end, part);
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        return ByteBuffer.allocate(bytes.length - (to - from) + between.length)
                .put(bytes, 0, from)
                .put(between)
                .put(bytes, to, bytes.length - to)
                .array();
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
