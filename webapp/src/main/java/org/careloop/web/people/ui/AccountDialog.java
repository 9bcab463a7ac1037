package org.careloop.web.people.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.people.SignInElsewhere;
import org.careloop.web.people.SpecialtyTags;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.LanguageTags;
import org.careloop.web.shell.Problem;
import org.jspecify.annotations.Nullable;

/** Opens an account or changes one. A generated password is shown once. */
final class AccountDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient AccountServices services;
    private final transient @Nullable SignInElsewhere provider;
    private final transient @Nullable Person person;
    private final Runnable changed;
    private final TextField login = new TextField();
    private final TextField name = new TextField();
    private final CheckboxGroup<Role> roles = new CheckboxGroup<>();
    private final Checkbox active = new Checkbox();
    private final SpecialtyTags specialties = new SpecialtyTags(getTranslation("accounts.specialties"));
    private final LanguageTags languages = new LanguageTags(getTranslation("accounts.languages"));
    private final TextField subject = new TextField();
    private final Problem problem = new Problem();
    private final Div form = new Div(login, name, roles, specialties, languages, subject, active, problem);

    /**
     * @param provider where people sign in beside passwords; null where nowhere
     * @param person the account to change; null to open a new one
     * @param changed called after a change was stored
     */
    AccountDialog(
            AccountServices services, @Nullable SignInElsewhere provider, @Nullable Person person, Runnable changed) {
        this.services = services;
        this.provider = provider;
        this.person = person;
        this.changed = changed;
        setHeaderTitle(person == null ? getTranslation("accounts.create") : person.login());
        login.setLabel(getTranslation("accounts.login"));
        name.setLabel(getTranslation("accounts.name"));
        roles.setLabel(getTranslation("accounts.roles"));
        roles.setItems(Role.values());
        roles.setItemLabelGenerator(role -> getTranslation("role." + role.name()));
        active.setLabel(getTranslation("accounts.may-sign-in"));
        form.addClassName("form");
        add(form);
        showSubject();
        fill(person);
        Button save = new Button(getTranslation("save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(getTranslation("cancel"), click -> close()), save);
    }

    private void fill(@Nullable Person person) {
        if (person == null) {
            roles.setValue(Set.of(Role.CLINICIAN));
            active.setVisible(false);
            specialties.setVisible(false);
            languages.setVisible(false);
            login.focus();
        } else {
            login.setVisible(false);
            name.setVisible(false);
            specialties.choose(person.specialties());
            languages.choose(person.languages());
            roles.setValue(person.roles());
            active.setValue(person.active());
            getFooter()
                    .add(
                            new Anchor(
                                    "lineage?annotator=" + URLEncoder.encode(person.login(), StandardCharsets.UTF_8),
                                    getTranslation("lineage.learnt.person")),
                            new DataLink(
                                    person.login(), out -> services.data().write(person.id(), person.login(), out)),
                            new Button(getTranslation("accounts.reset"), click -> askForReset(person)));
            if (!person.active()) {
                getFooter().add(new Button(getTranslation("accounts.delete"), click -> askToDelete(person)));
            }
        }
    }

    private void askToDelete(Person of) {
        DeletionDialog.of(of, services.deletion(), () -> {
                    changed.run();
                    close();
                })
                .open();
    }

    private void showSubject() {
        subject.setVisible(provider != null && person != null);
        if (provider != null && person != null) {
            subject.setLabel(getTranslation("accounts.subject", provider.name()));
            subject.setHelperText(getTranslation("accounts.subject.help", provider.name()));
            subject.setValue(
                    services.people().subject(person, provider.issuer()).orElse(""));
        }
    }

    private void askForReset(Person of) {
        String title = getTranslation("accounts.reset.link", of.login());
        new ActDialog(
                        title,
                        getTranslation("accounts.reset.text"),
                        getTranslation("accounts.invite.make"),
                        () -> new LinkDialog(title, services.invitations().reset(of)).open())
                .open();
    }

    private void save() {
        try {
            if (person == null) {
                showPassword(
                        login.getValue(),
                        services.people().create(login.getValue(), name.getValue(), roles.getValue()));
            } else {
                if (provider != null) {
                    services.people().link(person, provider.issuer(), subject.getValue());
                }
                services.people()
                        .change(person, roles.getValue(), specialties.tags(), languages.tags(), active.getValue());
                changed.run();
                close();
            }
        } catch (BadInput e) {
            problem.show(e);
        }
    }

    private void showPassword(String account, String password) {
        changed.run();
        Span word = new Span(password);
        word.addClassName("password");
        removeAll();
        add(new Paragraph(getTranslation("accounts.password", account)), word);
        getFooter().removeAll();
        Button done = new Button(getTranslation("close"), click -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
        setCloseOnOutsideClick(false);
    }
}
