package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import org.careloop.run.BadInput;

/** What is wrong with an input, in a line of its own that a screen reader says at once; empty while nothing is. */
public class Problem extends Paragraph {
    private static final long serialVersionUID = 1L;

    public Problem() {
        addClassName("problem");
        getElement().setAttribute("role", "alert");
    }

    public void show(BadInput problem) {
        setText(words(this, problem));
    }

    public void clear() {
        setText("");
    }

    /** The problem in the language of a screen, where it is of a kind that screens know. */
    public static String words(Component screen, BadInput problem) {
        return problem.code()
                .map(code ->
                        screen.getTranslation("problem." + code, problem.given().toArray()))
                .orElseGet(() -> String.valueOf(problem.getMessage()));
    }
}
