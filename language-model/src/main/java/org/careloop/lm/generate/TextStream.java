package org.careloop.lm.generate;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The text of tokens as they come, piece by piece, never half a character. Only the last tokens are decoded again: some
 * tokenizers write a token otherwise at the start of a text, so that the piece before stands in front of each.
 */
final class TextStream {
    private static final String BROKEN = "\uFFFD";

    private final Function<int[], String> decode;
    private int[] ids = new int[0];
    private int before; // where the piece before begins
    private int shown; // ids whose text has been given

    TextStream(Function<int[], String> decode) {
        this.decode = decode;
    }

    /** The text that has become whole with this token; empty in the middle of a character. */
    String add(int id) {
        ids = Arrays.copyOf(ids, ids.length + 1);
        ids[ids.length - 1] = id;
        String known = decode.apply(Arrays.copyOfRange(ids, before, shown));
        String all = decode.apply(Arrays.copyOfRange(ids, before, ids.length));
        if (all.endsWith(BROKEN) || all.length() <= known.length()) {
            return "";
        }
        before = shown;
        shown = ids.length;
        return all.substring(known.length());
    }
}
