package org.careloop.reward.rater;

import java.util.Arrays;
import org.careloop.lm.text.TextTokens;
import org.careloop.lm.text.Tokenizer;

/**
 * A text as the ids that a rater reads: with what the tokenizer puts in front of a text, and the end token behind it. Of a text that
 * is too long the beginning is read, and the end token.
 *
 * @param maxLength tokens, at least 2
 */
record TextEncoder(TextTokens tokens, int maxLength) {
    /** No token of a usual text has as many characters, so that what lies beyond need not be looked at. */
    private static final int LONGEST_TOKEN = 64;

    static TextEncoder of(Tokenizer tokenizer, int maxLength) {
        return new TextEncoder(new TextTokens(tokenizer), maxLength);
    }

    /**
     * The ids of a text, and whether they are all of it.
     *
     * @throws org.careloop.run.BadInput when the tokenizer cannot read it
     */
    Encoded encode(String text) {
        int most = LONGEST_TOKEN * maxLength;
        boolean isLong = text.length() > most;
        int end = isLong && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : Math.min(text.length(), most);
        int[] ids = tokens.of(text.substring(0, end));
        if (ids.length <= maxLength) {
            return new Encoded(ids, isLong);
        }
        int[] kept = Arrays.copyOf(ids, maxLength);
        kept[maxLength - 1] = ids[ids.length - 1];
        return new Encoded(kept, true);
    }

    /** @param cut whether the text goes on behind them */
    @SuppressWarnings("ArrayRecordComponent") // read once and thrown away
    record Encoded(int[] ids, boolean cut) {}
}
