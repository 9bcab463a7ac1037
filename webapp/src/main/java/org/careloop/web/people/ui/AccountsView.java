package org.careloop.web.people.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.people.Invitation;
import org.careloop.web.people.InvitationService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.people.SignInElsewhere;
import org.careloop.web.people.SpecialtyTags;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.LanguageTags;
import org.careloop.web.shell.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Who has an account and what they may do; who is invited. */
@Route("accounts")
@Menu(title = "nav.accounts", order = 30)
@RolesAllowed(Role.Names.ADMINISTRATOR)
class AccountsView extends Page {
    private static final long serialVersionUID = 1L;

    /**
     * Which accounts are shown. Accounts that only stand for authors of imported votes are left out: nobody signs in
     * with them. Deleted accounts are shown nowhere.
     */
    private enum Shown {
        ACTIVE,
        CLOSED,
        IMPORTED;

        boolean shows(Person person) {
            boolean imported =
                    person.login().equals("imported") || person.login().startsWith("imported:");
            return switch (this) {
                case ACTIVE -> person.active();
                case CLOSED -> !person.active() && !person.deleted() && !imported;
                case IMPORTED -> imported;
            };
        }
    }

    private final transient AccountServices services;
    private final transient @Nullable SignInElsewhere provider;
    private final TextField search = new TextField();
    private final Select<Shown> shown = new Select<>();
    private final Div list = card();
    private final Div invited = card();

    AccountsView(AccountServices services, ObjectProvider<SignInElsewhere> elsewhere) {
        super(I18NProvider.translate("nav.accounts"));
        this.services = services;
        this.provider = elsewhere.getIfAvailable();
        Button invite = new Button(getTranslation("accounts.invite"), click -> invite());
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        addActions(
                new Button(
                        getTranslation("accounts.create"),
                        click -> new AccountDialog(services, provider, null, this::refresh).open()),
                invite);
        search.setAriaLabel(getTranslation("accounts.search"));
        search.setPlaceholder(getTranslation("accounts.search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> refresh());
        shown.setAriaLabel(getTranslation("accounts.state"));
        shown.setItems(Shown.values());
        shown.setItemLabelGenerator(
                item -> getTranslation("accounts.shown." + item.name().toLowerCase(Locale.ROOT)));
        shown.setValue(Shown.ACTIVE);
        shown.addValueChangeListener(change -> refresh());
        Div filters = new Div(search, shown);
        filters.addClassName("filters");
        add(filters, invited, list);
        refresh();
    }

    private void invite() {
        CheckboxGroup<Role> roles = new CheckboxGroup<>(getTranslation("accounts.roles"));
        roles.setItems(Role.values());
        roles.setItemLabelGenerator(role -> getTranslation("role." + role.name()));
        roles.setValue(Set.of(Role.CLINICIAN));
        new ActDialog(
                        getTranslation("accounts.invite.title"),
                        getTranslation("accounts.invite.text"),
                        getTranslation("accounts.invite.make"),
                        () -> {
                            InvitationService.Link link = services.invitations().invite(roles.getValue());
                            refresh();
                            new LinkDialog(getTranslation("accounts.invite.link"), link).open();
                        },
                        roles)
                .open();
    }

    private void refresh() {
        showInvited();
        String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
        List<Person> found = services.people().all().stream()
                .filter(shown.getValue()::shows)
                .filter(person -> (person.login() + " " + person.displayName())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
        list.removeAll();
        if (found.isEmpty()) {
            list.add(new Paragraph(getTranslation("accounts.none")));
            return;
        }
        FactTable table = new FactTable(
                getTranslation("nav.accounts"),
                List.of(
                        getTranslation("accounts.login"),
                        getTranslation("accounts.roles"),
                        getTranslation("accounts.judges"),
                        ""));
        found.forEach(person ->
                table.addRow(who(person), new Span(roles(person.roles())), new Span(judges(person)), change(person)));
        list.add(table);
    }

    private void showInvited() {
        List<Invitation> open = services.invitations().open();
        invited.setVisible(!open.isEmpty());
        invited.removeAll();
        FactTable table = new FactTable(
                getTranslation("accounts.invited"),
                List.of(getTranslation("accounts.roles"), getTranslation("accounts.invited.until"), ""));
        Figures figures = new Figures(this);
        open.forEach(invitation -> {
            Button revoke = new Button(getTranslation("accounts.revoke"), click -> {
                services.invitations().revoke(invitation.id());
                refresh();
            });
            revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            table.addRow(new Span(roles(invitation.roles())), new Span(figures.moment(invitation.expiresAt())), revoke);
        });
        invited.add(new H2(getTranslation("accounts.invited")), table);
    }

    private Div who(Person person) {
        Div who = new Div(new Span(person.login()));
        if (!person.displayName().equals(person.login())) {
            Span name = new Span(" " + person.displayName());
            name.addClassName("quiet");
            who.add(name);
        }
        return who;
    }

    private String roles(Set<Role> roles) {
        return roles.stream()
                .sorted()
                .map(role -> getTranslation("role." + role.name()))
                .collect(Collectors.joining(getTranslation("list.comma")));
    }

    private String judges(Person person) {
        Stream<String> specialties = person.specialties().stream().map(tag -> SpecialtyTags.name(this, tag));
        Stream<String> languages = person.languages().stream().map(tag -> LanguageTags.name(tag, getLocale()));
        String both = Stream.concat(specialties, languages).collect(Collectors.joining(getTranslation("list.comma")));
        return both.isEmpty() ? "–" : both;
    }

    private Button change(Person person) {
        Button change = new Button(
                getTranslation("accounts.change"),
                click -> new AccountDialog(services, provider, person, this::refresh).open());
        change.setAriaLabel(getTranslation("accounts.change.of", person.login()));
        change.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return change;
    }
}
