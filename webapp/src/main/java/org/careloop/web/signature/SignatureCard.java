package org.careloop.web.signature;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import java.io.IOException;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.SecretField;
import org.careloop.web.study.Study;

/** Signs and freezes a closed study; shows the signature of one that was, and checks it. */
class SignatureCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient SignatureService signatures;
    private final transient Study study;
    private final boolean closed;

    SignatureCard(SignatureService signatures, Study study) {
        this.signatures = signatures;
        this.study = study;
        this.closed = study.state() == Study.State.CLOSED;
        addClassName("card");
        show();
    }

    private void show() {
        removeAll();
        add(new H2(getTranslation("sign.title")));
        Optional<Signature> signed = signatures.find(study.id());
        if (signed.isPresent()) {
            showSigned(signed.get());
            return;
        }
        ToSign now = signatures.toSign(study);
        add(new Paragraph(getTranslation("sign.text")), new SignedFacts(study.id(), now));
        if (!closed) {
            add(new Paragraph(getTranslation("sign.close.first")));
        } else if (now.openReports() == 0) {
            add(new Button(getTranslation("sign.begin"), click -> dialog(now).open()));
        }
    }

    private void showSigned(Signature signed) {
        Figures figures = new Figures(this);
        String at = figures.second(signed.signedAt());
        Span sum = new Span(signed.sha256());
        sum.addClassName("hash");
        Paragraph outcome = new Paragraph();
        outcome.getElement().setAttribute("role", "status");
        Button check = new Button(getTranslation("sign.check"), click -> outcome.setText(check()));
        Paragraph renamed = new Paragraph(getTranslation("sign.renamed", signed.nowSha256()));
        renamed.addClassName("hash");
        renamed.setVisible(!signed.nowSha256().equals(signed.sha256()));
        add(
                new Paragraph(getTranslation("sign.signed", signed.signedBy(), at, signed.judgements())),
                new Paragraph(signed.statement()),
                new Paragraph(new Span(getTranslation("sign.sha256") + " "), sum),
                renamed,
                new Paragraph(getTranslation("sign.how")),
                check,
                outcome);
    }

    private String check() {
        try {
            Signature.Check found = signatures.check(study.id());
            return getTranslation(
                    found.holds() ? "sign.holds" : found.same() ? "sign.trail.changed" : "sign.changed",
                    found.sha256());
        } catch (IOException e) {
            return getTranslation("sign.unreadable");
        }
    }

    private Dialog dialog(ToSign now) {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("sign.title"));
        TextArea statement = new TextArea(getTranslation("sign.statement"));
        statement.setValue(SignedFacts.statement(now, this));
        statement.setMaxLength(SignatureService.LONGEST_STATEMENT);
        SecretField password = new SecretField(getTranslation("sign.password"));
        password.getElement().setAttribute("autocomplete", "current-password");
        Problem problem = new Problem();
        Button sign = new Button(getTranslation("sign.do"), click -> {
            try {
                signatures.sign(study.id(), statement.getValue(), password.getValue());
                dialog.close();
                show();
            } catch (BadInput e) {
                problem.show(e);
            } catch (IOException e) {
                problem.setText(getTranslation("sign.unreadable"));
            }
        });
        sign.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = new Div(
                new Paragraph(getTranslation("sign.forever")),
                new SignedFacts(study.id(), now),
                statement,
                password,
                problem);
        form.addClassName("form");
        dialog.add(form);
        dialog.getFooter().add(new Button(getTranslation("cancel"), click -> dialog.close()), sign);
        return dialog;
    }
}
