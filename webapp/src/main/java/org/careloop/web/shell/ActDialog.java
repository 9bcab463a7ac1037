package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.io.Serializable;
import org.careloop.run.BadInput;

/**
 * Asks for confirmation before an act that affects others: it says what the act does, has fields for its input, and a
 * button with the verb of the act.
 */
public class ActDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    /** What the button does. */
    @FunctionalInterface
    public interface Act extends Serializable {
        /** @throws BadInput when it cannot be done; the dialog then stays open and says why */
        void run();
    }

    private final Problem problem = new Problem();

    /**
     * @param title the question
     * @param text what will happen
     * @param verb what the button says
     * @param fields input of the act
     */
    public ActDialog(String title, String text, String verb, Act act, Component... fields) {
        setHeaderTitle(title);
        Div body = new Div(new Paragraph(text));
        body.addClassName("form");
        body.add(fields);
        body.add(problem);
        add(body);
        setWidth("min(34rem, 96vw)");
        Button go = new Button(verb);
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setDisableOnClick(true);
        go.addClickListener(click -> {
            try {
                problem.clear();
                act.run();
                close();
            } catch (BadInput e) {
                problem.show(e);
                go.setEnabled(true);
            }
        });
        getFooter().add(new Button(getTranslation("cancel"), click -> close()), go);
    }
}
