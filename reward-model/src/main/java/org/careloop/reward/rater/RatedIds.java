package org.careloop.reward.rater;

import org.careloop.run.rating.RatedText;

/**
 * A rated text as tokens.
 *
 * @param cut whether the text goes on behind them
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares texts
record RatedIds(RatedText text, int[] ids, boolean cut) {

    static RatedIds of(RatedText text, TextEncoder encoder) {
        TextEncoder.Encoded encoded = encoder.encode(text.text());
        return new RatedIds(text, encoded.ids(), encoded.cut());
    }

    int length() {
        return ids.length;
    }
}
