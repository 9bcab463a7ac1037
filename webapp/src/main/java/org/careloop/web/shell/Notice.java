package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A notice that something needs attention: a sentence, an explanation and a link. */
public class Notice extends Div {
    private static final long serialVersionUID = 1L;

    public Notice(String sentence, String meaning, Component... wayOn) {
        this();
        say(sentence, meaning);
        add(wayOn);
    }

    /** For subclasses that set their texts themselves. */
    protected Notice() {
        addClassName("notice");
        getElement().setAttribute("role", "status");
    }

    protected final void say(String sentence, String meaning) {
        Span strong = new Span(sentence);
        strong.addClassName("notice-sentence");
        add(strong, new Span(" " + meaning + " "));
    }
}
