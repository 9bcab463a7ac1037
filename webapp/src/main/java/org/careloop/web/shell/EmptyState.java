package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** Shown where a list is still empty: what the list is for, and what to do first. */
public class EmptyState extends Div {
    private static final long serialVersionUID = 1L;

    public EmptyState(String title, String explanation, Component... wayOn) {
        addClassName("empty-state");
        add(new H2(title), new Paragraph(explanation));
        add(wayOn);
    }
}
