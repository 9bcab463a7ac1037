package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;

/** A part of a long form: its name, a sentence on what it is for, its fields. */
public class FormSection extends Section {
    private static final long serialVersionUID = 1L;

    public FormSection(String title, String explanation, Component... fields) {
        addClassNames("card", "form-section");
        Paragraph text = new Paragraph(explanation);
        text.addClassName("quiet");
        add(new H2(title), text);
        add(fields);
    }
}
