package org.careloop.lm.text.template;

/** A template that cannot be read, or cannot render what it was given; the message names the line and the reason. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** True where the template itself raised it ({@code raise_exception}), so that the conversation is at fault. */
    private final boolean byTemplate;

    private TemplateException(String message, boolean byTemplate) {
        super(message);
        this.byTemplate = byTemplate;
    }

    static TemplateException at(int line, String problem) {
        return new TemplateException("line %d: %s".formatted(line, problem), false);
    }

    static TemplateException raised(String message) {
        return new TemplateException(message, true);
    }

    static TemplateException of(String problem) {
        return new TemplateException(problem, false);
    }

    public boolean isRaisedByTemplate() {
        return byTemplate;
    }
}
