package org.careloop.lm.text;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * The 256 printable letters that stand for bytes in a byte-level vocabulary (Radford et al. 2019, GPT-2): a printable
 * Latin-1 byte stands for itself, the others for the letters from U+0100 on, in order.
 */
final class ByteAlphabet {
    private static final char[] LETTERS = letters();

    private ByteAlphabet() {}

    private static char[] letters() {
        char[] letters = new char[256];
        char next = 0x100;
        for (int value = 0; value < 256; value++) {
            letters[value] = isPrintable(value) ? (char) value : next++;
        }
        return letters;
    }

    private static boolean isPrintable(int value) {
        return (value > 0x20 && value < 0x7f) || (value > 0xa0 && value < 0x100 && value != 0xad);
    }

    static String letter(int value) {
        return String.valueOf(LETTERS[value]);
    }

    /** Bytes of a text in UTF-8, 0 to 255. */
    static int[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
    }
}
