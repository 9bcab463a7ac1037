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

    /** A model gave a probability that is no number. */
    public static RunFault overflow() {
        return new RunFault(Phrase.of(
                "run.overflow",
                "the model computes no finite probabilities: its numbers overflow their type (set dtype=bf16"
                        + " or f32), or its weights are damaged"));
    }

    @Override
    public Phrase phrase() {
        return phrase;
    }
}
