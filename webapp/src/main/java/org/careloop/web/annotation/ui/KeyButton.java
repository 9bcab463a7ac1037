package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;

/** A button with a key. What it means stands in its data attributes; a click, a touch and its key are the same. */
public final class KeyButton extends NativeButton {
    private static final long serialVersionUID = 1L;

    public KeyButton(String label, String... classes) {
        getElement().setAttribute("type", "button");
        addClassNames(classes);
        Span name = new Span(label);
        name.addClassName("name");
        add(name);
    }

    /** Says what the button stands for: {@code data-<name>}. */
    public KeyButton means(String name, String value) {
        getElement().setAttribute("data-" + name, value);
        return this;
    }

    /** Gives the button its key, which is drawn on it and told to a screen reader. */
    public KeyButton key(String key) {
        getElement().setAttribute("aria-keyshortcuts", key);
        add(Keys.cap(key));
        return this;
    }

    /** Says that the button can be pressed in; the browser keeps the state. */
    KeyButton toggles() {
        getElement().setAttribute("aria-pressed", "false");
        return this;
    }
}
