package org.careloop.run.health;

import org.careloop.run.Phrase;

/** What ends a run although its input was in order, and what a person can do about it. */
public final class RunFault extends IllegalStateException implements Phrase.Told {
    private static final long serialVersionUID = 1L;

    private final transient Phrase phrase;

    public RunFault(Phrase phrase) {
        super(phrase.english());
        this.phrase = phrase;
    }

    @Override
    public Phrase phrase() {
        return phrase;
    }
}
