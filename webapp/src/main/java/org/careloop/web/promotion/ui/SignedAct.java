package org.careloop.web.promotion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.io.Serializable;
import org.careloop.run.BadInput;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.SecretField;

/** A form with a reason and the password, and one button for each act that they may sign. */
class SignedAct extends Div {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2000;

    private final TextArea reason = new TextArea(getTranslation("promotion.reason"));
    private final SecretField password = new SecretField(getTranslation("sign.password"));
    private final Problem problem = new Problem();
    private final Div buttons = new Div();

    /** Signs, by the reason and the password. */
    @FunctionalInterface
    interface Act extends Serializable {
        /** @throws BadInput when it is refused; the form then says why */
        void sign(String reason, String password);
    }

    SignedAct(String title, String text) {
        addClassNames("card", "form");
        reason.setMaxLength(LONGEST);
        password.getElement().setAttribute("autocomplete", "current-password");
        buttons.addClassName("buttons");
        add(new H2(title), new Paragraph(text), reason, password, problem, buttons);
    }

    /** Adds an act; the first one is the usual one. */
    final void offer(String verb, Act act, Runnable done) {
        Button sign = new Button(verb, click -> {
            problem.clear();
            try {
                act.sign(reason.getValue(), password.getValue());
                done.run();
            } catch (BadInput e) {
                problem.show(e);
            }
        });
        if (buttons.getComponentCount() == 0) {
            sign.addThemeVariants(ButtonVariant.PRIMARY);
        }
        buttons.add(sign);
    }
}
