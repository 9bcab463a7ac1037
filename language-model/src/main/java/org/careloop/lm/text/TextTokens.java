package org.careloop.lm.text;

import java.util.Arrays;
import java.util.OptionalInt;

/** The tokens of a text as it is learnt: with what the tokenizer puts in front of a text, and the end token behind it. */
public record TextTokens(Tokenizer tokenizer) {

    /** @throws org.careloop.run.BadInput when the tokenizer cannot read it */
    public int[] of(String text) {
        int[] ids = tokenizer.encode(text, true);
        OptionalInt end = tokenizer.eos();
        if (end.isEmpty() || (ids.length > 0 && ids[ids.length - 1] == end.getAsInt())) {
            return ids;
        }
        int[] ended = Arrays.copyOf(ids, ids.length + 1);
        ended[ids.length] = end.getAsInt();
        return ended;
    }
}
