package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** A small question above the verdicts, opened and answered in the browser. Its choices take the digits. */
class AskPanel extends Div {
    private static final long serialVersionUID = 1L;

    AskPanel(String name, String question, Component... content) {
        addClassName("ask");
        getElement().setAttribute("data-ask", name);
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", question);
        getElement().setAttribute("hidden", true);
        // Takes the focus when it opens; Tab does not stop at it.
        getElement().setAttribute("tabindex", "-1");
        Paragraph about = new Paragraph(question);
        about.addClassName("ask-about");
        add(about);
        add(content);
        add(new KeyButton(getTranslation("cancel"), "link-button").means("close", ""));
    }

    /** One of the choices, numbered from 1. */
    static KeyButton choice(String label, int number, String means, String value) {
        return new KeyButton(label, "choice")
                .means("choice", "")
                .means(means, value)
                .key(Integer.toString(number));
    }

    static Div choices(Component... choices) {
        Div row = new Div(choices);
        row.addClassName("ask-choices");
        return row;
    }
}
