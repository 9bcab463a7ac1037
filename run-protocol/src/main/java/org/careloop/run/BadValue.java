package org.careloop.run;

/** A value that a record refuses; whoever reads the record adds file, line and field, and says it as {@link BadInput}. */
public final class BadValue extends IllegalArgumentException implements Phrase.Told {
    private static final long serialVersionUID = 1L;

    private final transient Phrase phrase;

    public BadValue(Phrase phrase) {
        super(phrase.english());
        this.phrase = phrase;
    }

    static BadValue coded(String code, String message, Object... given) {
        return new BadValue(Phrase.of(code, message, given));
    }

    @Override
    public Phrase phrase() {
        return phrase;
    }

    /** What a refusal says to a person. */
    public static Phrase phrase(IllegalArgumentException refusal) {
        return refusal instanceof BadValue own ? own.phrase : Phrase.verbatim(String.valueOf(refusal.getMessage()));
    }
}
