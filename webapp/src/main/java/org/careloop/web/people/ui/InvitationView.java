package org.careloop.web.people.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.people.Invitation;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.OwnPassword;
import org.careloop.web.people.SpecialtyTags;
import org.careloop.web.shell.HelpLink;
import org.careloop.web.shell.LanguageSwitch;
import org.careloop.web.shell.LanguageTags;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.SecretField;

/** The page behind a link: it opens an account or sets a password, or says why the link no longer works and what to do. */
@Route(value = "invitation/:token", autoLayout = false)
@AnonymousAllowed
class InvitationView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient InvitationService invitations;
    private final Div card = new Div();
    private final TextField login = new TextField();
    private final TextField name = new TextField();
    private final SecretField password = new SecretField(getTranslation("login.password"));
    private final SpecialtyTags specialties = new SpecialtyTags(getTranslation("accounts.specialties"));
    private final LanguageTags languages = new LanguageTags(getTranslation("accounts.languages"));
    private final Problem problem = new Problem();
    private String token = "";

    InvitationView(InvitationService invitations, LanguageSwitch language) {
        this.invitations = invitations;
        addClassName("login");
        card.addClassNames("login-card", "invitation-card");
        card.getElement().setAttribute("role", "main");
        login.setLabel(getTranslation("accounts.login"));
        login.setHelperText(getTranslation("invitation.login.help"));
        login.setAutocomplete(Autocomplete.USERNAME);
        name.setLabel(getTranslation("accounts.name"));
        password.setHelperText(getTranslation("invitation.password.help", OwnPassword.SHORTEST));
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        specialties.setHelperText(getTranslation("accounts.specialties.help"));
        languages.setHelperText(getTranslation("accounts.languages.help"));
        Div corner = new Div(new HelpLink(), language);
        corner.addClassName("login-corner");
        add(card, corner);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        token = event.getRouteParameters().get("token").orElse("");
        Optional<Invitation> invitation = invitations.look(token);
        if (invitation.isEmpty()) {
            dead("unknown");
        } else if (invitation.get().state() != Invitation.State.OPEN) {
            dead(invitation.get().state().name().toLowerCase(Locale.ROOT));
        } else if (invitation.get().kind() == Invitation.Kind.INVITE) {
            form("invitation.invite", login, name, password, specialties, languages);
        } else {
            form("invitation.reset", password);
        }
    }

    private void form(String key, Component... fields) {
        Button go = new Button(getTranslation(key + ".submit"));
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setDisableOnClick(true);
        go.addClickShortcut(Key.ENTER);
        go.addClickListener(click -> {
            try {
                if (key.equals("invitation.invite")) {
                    invitations.accept(token, account());
                } else {
                    invitations.setPassword(token, password.getValue());
                }
                done(key);
            } catch (BadInput e) {
                problem.show(e);
                go.setEnabled(true);
            }
        });
        card.removeAll();
        card.add(new H1(getTranslation(key + ".title")), new Paragraph(getTranslation(key + ".text")));
        card.add(fields);
        card.add(problem, go);
    }

    private InvitationService.NewAccount account() {
        return new InvitationService.NewAccount(
                login.getValue(), name.getValue(), password.getValue(), specialties.tags(), languages.tags());
    }

    private void done(String key) {
        show(getTranslation(key + ".done"), getTranslation(key + ".done.text"));
    }

    private void dead(String why) {
        show(getTranslation("invitation.dead." + why), getTranslation("invitation.dead.text"));
    }

    private void show(String title, String text) {
        Anchor signIn = new Anchor("login", getTranslation("login.submit"));
        signIn.addClassName("primary-link");
        signIn.setRouterIgnore(true);
        card.removeAll();
        card.add(new H1(title), new Paragraph(text), signIn);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("invitation.title") + " · CareLoop";
    }
}
