package org.careloop.lm.ranks;

import org.careloop.run.Phrase;

/** Another process of the group ended, or failed, so that this one cannot go on. */
public final class RankLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Phrase phrase;

    RankLost(Phrase phrase) {
        super(phrase.english());
        this.phrase = phrase;
    }

    public Phrase phrase() {
        return phrase;
    }
}
