package org.careloop.lm.pretrain;

import java.util.Arrays;
import java.util.OptionalInt;
import org.careloop.lm.text.Tokenizer;

/** The tokens of a text as it is learnt: with what the tokenizer puts in front of a text, and the end token behind it. */
record TextTokens(Tokenizer tokenizer) {

    /** @throws org.careloop.run.BadInput when the tokenizer cannot read it */
    int[] of(String text) {
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
