package org.careloop.web.shell;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;

/** Commands or code to copy. */
public class Snippet extends Pre {
    private static final long serialVersionUID = 1L;

    private Snippet() {
        addClassName("snippet");
    }

    /** Lines as they are; long ones scroll, by keyboard too. */
    public static Snippet of(String text) {
        Snippet snippet = new Snippet();
        snippet.setText(text);
        snippet.getElement().setAttribute("tabindex", "0");
        return snippet;
    }

    /** Long lines are wrapped between words, and never inside an option such as {@code --out}. */
    public static Snippet wrapped(String text) {
        Snippet snippet = new Snippet();
        snippet.addClassName("wrapped");
        for (String word : text.split(" ")) {
            snippet.add(new Span(word), new Text(" "));
        }
        return snippet;
    }
}
