package org.careloop.lm.pretrain;

/**
 * What was read so far.
 *
 * @param texts that were begun
 * @param tokens of these that were given out
 * @param heldOut texts passed over because they are held out
 * @param blank texts passed over because nothing is in them
 * @param unreadable rows left out
 * @param belowQuality texts passed over because of their quality
 */
record TextCounts(long texts, long tokens, long heldOut, long blank, long unreadable, long belowQuality) {
    static final TextCounts NONE = new TextCounts(0, 0, 0, 0, 0, 0);

    TextCounts begun() {
        return new TextCounts(texts + 1, tokens, heldOut, blank, unreadable, belowQuality);
    }

    TextCounts given(int more) {
        return new TextCounts(texts, tokens + more, heldOut, blank, unreadable, belowQuality);
    }

    TextCounts withheld() {
        return new TextCounts(texts, tokens, heldOut + 1, blank, unreadable, belowQuality);
    }

    TextCounts passedOver() {
        return new TextCounts(texts, tokens, heldOut, blank + 1, unreadable, belowQuality);
    }

    TextCounts leftOut() {
        return new TextCounts(texts, tokens, heldOut, blank, unreadable + 1, belowQuality);
    }

    TextCounts tooLow() {
        return new TextCounts(texts, tokens, heldOut, blank, unreadable, belowQuality + 1);
    }
}
