package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A notice that something needs attention: in each line a sentence, an explanation and a link. */
public class Notice extends Div {
    private static final long serialVersionUID = 1L;

    public Notice(String sentence, String meaning, Component... wayOn) {
        this();
        say(sentence, meaning, wayOn);
    }

    /** Without a line yet. */
    public Notice() {
        addClassName("notice");
        getElement().setAttribute("role", "status");
    }

    /** Adds a line. */
    public final void say(String sentence, String meaning, Component... wayOn) {
        Span strong = new Span(sentence);
        strong.addClassName("notice-sentence");
        Div line = new Div(strong, new Span(" " + meaning + " "));
        line.addClassName("notice-line");
        line.add(wayOn);
        add(line);
    }
}
