package org.careloop.web.shell;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;

/** The name of a figure as a heading. A press on it, by pointer or by key, says in a sentence what the figure is. */
public class Explained extends H2 {
    private static final long serialVersionUID = 1L;

    /**
     * @param name of the figure
     * @param sentence what it is, by which method, and what is expected of it
     */
    public Explained(String name, String sentence) {
        NativeButton button = new NativeButton(name);
        button.getElement().setAttribute("type", "button");
        button.addClassName("explained");
        add(button);
        Popover panel = new Popover(new Paragraph(sentence));
        panel.addClassName("explanation");
        panel.setAriaLabel(name);
        panel.setPosition(PopoverPosition.BOTTOM_START);
        panel.setTarget(button);
    }
}
