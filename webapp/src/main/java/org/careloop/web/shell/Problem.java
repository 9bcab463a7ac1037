package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import org.careloop.run.BadInput;

/** An error message in a line of its own, which a screen reader announces at once; empty while there is no error. */
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

    /** The message in the language of a screen, if the error has a code. */
    public static String words(Component screen, BadInput problem) {
        return problem.code()
                .map(code ->
                        screen.getTranslation("problem." + code, problem.given().toArray()))
                .orElseGet(() -> String.valueOf(problem.getMessage()));
    }
}
