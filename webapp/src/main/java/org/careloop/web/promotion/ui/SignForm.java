package org.careloop.web.promotion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.promotion.Approval;
import org.careloop.web.promotion.GatePoint;
import org.careloop.web.promotion.Outlook;
import org.careloop.web.promotion.PromotionService;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.SecretField;

/** The statement, a reason for each point that was not passed, and the password once more. */
class SignForm extends Div {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2000;

    private final transient PromotionService promotions;
    private final transient Checkpoint model;
    private transient Outlook outlook;
    private final int after;
    private final transient Runnable done;
    private final Map<GatePoint.Kind, TextArea> reasons = new EnumMap<>(GatePoint.Kind.class);
    private final Div asked = new Div();
    private final TextArea statement = new TextArea(getTranslation("sign.statement"));
    private final SecretField password = new SecretField(getTranslation("sign.password"));
    private final Problem problem = new Problem();

    SignForm(PromotionService promotions, Checkpoint model, Outlook outlook, int after, Runnable done) {
        this.promotions = promotions;
        this.model = model;
        this.outlook = outlook;
        this.after = after;
        this.done = done;
        addClassNames("card", "form");
        statement.setMaxLength(LONGEST);
        statement.setValue(usual());
        password.getElement().setAttribute("autocomplete", "current-password");
        Button sign = new Button(getTranslation("promotion.approve"), click -> sign());
        sign.addThemeVariants(ButtonVariant.PRIMARY);
        asked.addClassName("form");
        add(
                new H2(getTranslation("promotion.sign")),
                new Paragraph(getTranslation("promotion.sign.text")),
                asked,
                statement,
                password,
                problem,
                new Div(sign));
        askForReasons();
    }

    /** Asks for what the gate lacks now; what was typed stays. */
    final void show(Outlook now) {
        boolean untouched = statement.getValue().equals(usual());
        outlook = now;
        if (untouched) {
            statement.setValue(usual());
        }
        askForReasons();
    }

    private void askForReasons() {
        asked.removeAll();
        outlook.gate().stream()
                .filter(point -> !point.passed())
                .forEach(point -> asked.add(reasons.computeIfAbsent(point.kind(), this::reason)));
        asked.setVisible(!outlook.isPassed());
    }

    private TextArea reason(GatePoint.Kind kind) {
        TextArea reason = new TextArea(getTranslation("promotion.overrule", new PointWords(this).name(kind)));
        reason.setHelperText(getTranslation("promotion.overrule.help"));
        reason.setMaxLength(LONGEST);
        return reason;
    }

    private String usual() {
        return getTranslation(
                outlook.isPassed() ? "promotion.statement.passed" : "promotion.statement.overruled",
                model.name(),
                outlook.report().rival(),
                outlook.verdictStudy().name());
    }

    private void sign() {
        problem.clear();
        Map<GatePoint.Kind, String> given = new EnumMap<>(GatePoint.Kind.class);
        reasons.forEach((point, reason) -> given.put(point, reason.getValue()));
        try {
            promotions.approve(
                    new Approval(
                            model.id(),
                            outlook.verdictStudy().id(),
                            given,
                            statement.getValue(),
                            after,
                            outlook.report().data().sha256()),
                    password.getValue());
            done.run();
        } catch (BadInput e) {
            problem.show(e);
        } catch (IOException e) {
            problem.setText(Problem.words(this, Failure.words(e)));
        }
    }
}
