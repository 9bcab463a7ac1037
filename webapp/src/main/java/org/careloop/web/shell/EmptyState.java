package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What stands where there is nothing yet: what this place is for, and the way on. */
public class EmptyState extends Div {
    private static final long serialVersionUID = 1L;

    public EmptyState(String title, String explanation, Component... wayOn) {
        addClassName("empty-state");
        add(new H2(title), new Paragraph(explanation));
        add(wayOn);
    }
}
