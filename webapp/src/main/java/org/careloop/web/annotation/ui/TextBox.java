package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.dom.Element;
import java.util.UUID;

/**
 * A text area whose text stays in the browser until it is sent as part of an answer. It has no maximum length: a limit
 * would cut off pasted text without a word.
 */
final class TextBox extends Div {
    private static final long serialVersionUID = 1L;

    TextBox(String label, String hint) {
        addClassName("text-box");
        Element area = new Element("textarea");
        String id = "text-" + UUID.randomUUID();
        area.setAttribute("id", id);
        area.setAttribute("rows", "2");
        area.setAttribute("dir", "auto");
        area.setAttribute("placeholder", hint);
        NativeLabel name = new NativeLabel(label);
        name.getElement().setAttribute("for", id);
        add(name);
        getElement().appendChild(area);
    }
}
