package org.careloop.lm.generate;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Turns a stream of tokens into pieces of text, never half a character. Some tokenizers decode a token differently at the
 * start of a text, so each new token is decoded together with the tokens of the piece before it.
 */
final class TextStream {
    private static final String BROKEN = "\uFFFD";

    private final Function<int[], String> decode;
    private int[] ids = new int[0];
    private int before; // index of the first token of the last piece
    private int shown; // tokens whose text has been returned

    TextStream(Function<int[], String> decode) {
        this.decode = decode;
    }

    /** The text that this token completes; empty when a character is still incomplete. */
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
