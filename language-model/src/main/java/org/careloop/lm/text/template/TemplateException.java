package org.careloop.lm.text.template;

import org.careloop.run.Phrase;

/** A template that cannot be read, or cannot render what it was given; the message names the line and the reason. */
public final class TemplateException extends RuntimeException implements Phrase.Told {
    private static final long serialVersionUID = 1L;

    /** True where the template itself raised it ({@code raise_exception}), so that the conversation is at fault. */
    private final boolean byTemplate;

    private final transient Phrase phrase;

    private TemplateException(Phrase phrase, boolean byTemplate) {
        super(phrase.english());
        this.phrase = phrase;
        this.byTemplate = byTemplate;
    }

    static TemplateException at(int line, Phrase problem) {
        return new TemplateException(Phrase.filled("template.line", "line %s: %s", line, problem), false);
    }

    static TemplateException at(int line, String code, String english, Object... given) {
        return at(line, Phrase.filled(code, english, given));
    }

    /** What the template itself says, in its own language. */
    static TemplateException raised(String message) {
        return new TemplateException(Phrase.verbatim(message), true);
    }

    static TemplateException of(String code, String english, Object... given) {
        return new TemplateException(Phrase.filled(code, english, given), false);
    }

    @Override
    public Phrase phrase() {
        return phrase;
    }

    public boolean isRaisedByTemplate() {
        return byTemplate;
    }
}
