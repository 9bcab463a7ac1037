package org.careloop.web.people;

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
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Arrays;
import java.util.List;
import org.careloop.web.database.Outage;
import org.careloop.web.shell.HelpLink;
import org.careloop.web.shell.LanguageSwitch;
import org.careloop.web.shell.SecretField;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The sign-in page. It posts an ordinary HTML form, so that password managers and the Enter key work. */
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
public class LoginView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable SignInElsewhere provider;
    private final Paragraph failed = new Paragraph();
    private final Anchor toProvider = new Anchor();

    LoginView(LanguageSwitch language, PersonService people, ObjectProvider<SignInElsewhere> elsewhere) {
        this.provider = elsewhere.getIfAvailable();
        addClassName("login");
        failed.addClassName("login-failed");
        failed.getElement().setAttribute("role", "alert");
        failed.setVisible(false);
        Paragraph purpose = new Paragraph(getTranslation("login.purpose"));
        purpose.addClassName("login-purpose");
        Element card = new Element("main");
        card.getClassList().add("login-card");
        H1 brand = new H1("CareLoop");
        brand.addClassName("brand");
        card.appendChild(brand.getElement(), purpose.getElement());
        addWays(card, form());
        card.appendChild(new Paragraph(getTranslation("login.account")).getElement());
        if (isDemo(people)) {
            card.appendChild(demoHint().getElement());
        }
        getElement().appendChild(card);
        Div corner = new Div(new HelpLink(), language);
        corner.addClassName("login-corner");
        add(corner);
    }

    /** The provider first; a form that lets few in folds away. */
    private void addWays(Element card, Element form) {
        if (provider == null) {
            card.appendChild(form);
            return;
        }
        card.appendChild(failed.getElement(), toProvider.getElement());
        toProvider.setText(getTranslation("login.provider", provider.name()));
        toProvider.setHref(provider.address());
        toProvider.setRouterIgnore(true);
        toProvider.addClassName("primary-link");
        if (!provider.passwordsAreForAdministrators()) {
            card.appendChild(new Paragraph(getTranslation("login.or-password")).getElement(), form);
            return;
        }
        Element folded = new Element("details");
        folded.appendChild(new Element("summary").setText(getTranslation("login.password-of-administrators")), form);
        card.appendChild(folded);
    }

    /** Also says it where the database does not answer: whoever came to sign in reads it before they try. */
    private boolean isDemo(PersonService people) {
        try {
            return people.hasDemoAccounts();
        } catch (RuntimeException e) {
            if (!Outage.isOne(e)) {
                throw e;
            }
            say("outage");
            return false;
        }
    }

    private void say(String why, Object... given) {
        failed.setText(getTranslation("login.failed." + why, given));
        failed.setVisible(true);
    }

    private Element form() {
        PostedText login = new PostedText(getTranslation("login.name"), "username");
        login.getElement().setProperty("autocomplete", "username");
        if (provider == null) {
            login.focusUnlessTyping();
        }
        SecretField password = new PostedSecret(getTranslation("login.password"));
        password.getElement().setProperty("name", "password");
        password.getElement().setProperty("autocomplete", "current-password");
        NativeButton submit = new NativeButton(getTranslation("login.submit"));
        submit.getElement().setAttribute("type", "submit");
        submit.addClassName("primary-button");
        Element form = new Element("form");
        form.setAttribute("method", "post");
        form.setAttribute("action", "login");
        if (provider == null) {
            form.appendChild(failed.getElement());
        }
        form.appendChild(login.getElement(), password.getElement(), submit.getElement());
        return form;
    }

    /** As {@link PostedText}. */
    private static final class PostedSecret extends SecretField {
        private static final long serialVersionUID = 1L;

        PostedSecret(String label) {
            super(label);
            setSynchronizedEvent(null);
        }
    }

    private Div demoHint() {
        Div hint = new Div(new Paragraph(getTranslation("login.demo", FirstAccounts.DEMO_PASSWORD)));
        hint.addClassName("login-demo");
        return hint;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        List.of("error", "busy", "ended", "idle", "outage", "late").stream()
                .filter(parameters.getParameters().keySet()::contains)
                .forEach(this::say);
        parameters
                .getSingleParameter(RefusedSignIn.WAIT)
                .ifPresent(seconds -> say(RefusedSignIn.WAIT, RefusedSignIn.waiting(seconds)));
        if (provider != null) {
            sayOfProvider(provider, parameters);
        }
    }

    private void sayOfProvider(SignInElsewhere provider, QueryParameters parameters) {
        if (parameters.getParameters().containsKey("elsewhere")) {
            failed.setText(getTranslation("login.failed.elsewhere", provider.name()));
            failed.setVisible(true);
        }
        if (parameters.getParameters().containsKey("signed-out")) {
            toProvider.setHref(provider.address() + "?anew");
        }
        String code = parameters.getSingleParameter(SignInElsewhere.REFUSED).orElse("");
        Arrays.stream(SignInElsewhere.Refusal.values())
                .filter(refusal -> refusal.code().equals(code))
                .forEach(refusal -> {
                    failed.setText(
                            getTranslation("login.provider." + refusal.code(), provider.name(), unknownSubject()));
                    failed.setVisible(true);
                });
    }

    /** Whom the provider knows and CareLoop does not; told from the session, because an address can be made up. */
    private static String unknownSubject() {
        Object subject = VaadinRequest.getCurrent().getWrappedSession().getAttribute(SignInElsewhere.UNKNOWN_SUBJECT);
        return subject == null ? "–" : subject.toString();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("login.submit") + " · CareLoop";
    }
}
