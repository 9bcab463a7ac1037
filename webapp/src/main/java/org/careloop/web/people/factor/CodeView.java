package org.careloop.web.people.factor;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.time.Clock;
import java.util.Optional;
import org.careloop.web.people.PostedText;
import org.careloop.web.people.RefusedSignIn;
import org.careloop.web.shell.HelpLink;
import org.careloop.web.shell.LanguageSwitch;

/** The second page of a sign-in: the code, and where a role asks for it first what is needed to have one. */
@Route(value = CodeSignIn.ADDRESS, autoLayout = false)
@AnonymousAllowed
class CodeView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Clock clock;
    private final Element card = new Element("main");
    private final Paragraph failed = new Paragraph();

    CodeView(LanguageSwitch language, Clock clock) {
        this.clock = clock;
        addClassName("login");
        card.getClassList().add("login-card");
        failed.addClassName("login-failed");
        failed.getElement().setAttribute("role", "alert");
        failed.setVisible(false);
        getElement().appendChild(card);
        Div corner = new Div(new HelpLink(), language);
        corner.addClassName("login-corner");
        add(corner);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<PendingSignIn> pending =
                PendingSignIn.of(VaadinSession.getCurrent().getSession()::getAttribute, clock.instant());
        if (pending.isEmpty()) {
            event.forwardTo("login");
            return;
        }
        say(event.getLocation().getQueryParameters());
        show(pending.get());
    }

    private void say(QueryParameters parameters) {
        Optional<String> wait = parameters.getSingleParameter(RefusedSignIn.WAIT);
        wait.ifPresent(seconds -> failed.setText(getTranslation("login.failed.wait", RefusedSignIn.waiting(seconds))));
        boolean wrong = parameters.getParameters().containsKey("error");
        if (wrong) {
            failed.setText(getTranslation("factor.failed"));
        }
        failed.setVisible(wrong || wait.isPresent());
    }

    private void show(PendingSignIn pending) {
        Enrolment enrolment = pending.enrolment();
        String key = enrolment == null ? "factor.ask" : "factor.first";
        Anchor back = new Anchor("login", getTranslation("factor.other-account"));
        back.setRouterIgnore(true);
        card.removeAllChildren();
        card.appendChild(
                new H1(getTranslation(key)).getElement(),
                new Paragraph(getTranslation(key + ".text", pending.login())).getElement());
        if (enrolment != null) {
            card.appendChild(new EnrolmentCard(enrolment, pending.login()).getElement());
        }
        card.appendChild(form());
        if (enrolment == null) {
            card.appendChild(new Paragraph(getTranslation("factor.lost")).getElement());
        }
        card.appendChild(back.getElement());
    }

    private Element form() {
        PostedText code = new PostedText(getTranslation("factor.code"), "code");
        code.getElement().setProperty("autocomplete", "one-time-code");
        code.getElement().setProperty("autocapitalize", "none");
        code.focusUnlessTyping();
        NativeButton submit = new NativeButton(getTranslation("login.submit"));
        submit.getElement().setAttribute("type", "submit");
        submit.addClassName("primary-button");
        Element form = new Element("form");
        form.setAttribute("method", "post");
        form.setAttribute("action", CodeSignIn.ADDRESS);
        form.appendChild(failed.getElement(), code.getElement(), submit.getElement());
        return form;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("login.submit") + " · CareLoop";
    }
}
