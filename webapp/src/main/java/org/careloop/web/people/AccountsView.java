package org.careloop.web.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.stream.Collectors;
import org.careloop.web.shell.Page;

/** Who has an account and what they may do. */
@Route("accounts")
@Menu(title = "nav.accounts", order = 30)
@RolesAllowed(Role.Names.ADMINISTRATOR)
class AccountsView extends Page {
    private static final long serialVersionUID = 1L;

    private final transient PersonService people;
    private final Div list = card();

    AccountsView(PersonService people) {
        super(I18NProvider.translate("nav.accounts"));
        this.people = people;
        Button create = new Button(
                getTranslation("accounts.create"), click -> new AccountDialog(people, null, this::refresh).open());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        addActions(create);
        list.addClassName("table-card");
        add(list);
        refresh();
    }

    private void refresh() {
        NativeTable table = new NativeTable();
        NativeTableRow head = table.getHead().addRow();
        for (String column : List.of("accounts.login", "accounts.roles", "accounts.state", "accounts.actions")) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(getTranslation(column));
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        }
        people.all().forEach(person -> table.getBody().add(row(person)));
        list.removeAll();
        list.add(table);
    }

    private NativeTableRow row(Person person) {
        Span name = new Span(person.login());
        Div who = new Div(name);
        if (!person.displayName().equals(person.login())) {
            Span shown = new Span(person.displayName());
            shown.addClassName("quiet");
            who.add(new Span(" "), shown);
        }
        String roles = person.roles().stream()
                .sorted()
                .map(role -> getTranslation("role." + role.name()))
                .collect(Collectors.joining(", "));
        Span state = person.active()
                ? badge(getTranslation("accounts.active"), Tone.DONE)
                : badge(getTranslation("accounts.closed"), Tone.QUIET);
        Button change = new Button(
                getTranslation("accounts.change"), click -> new AccountDialog(people, person, this::refresh).open());
        change.setAriaLabel(getTranslation("accounts.change.of", person.login()));
        change.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return new NativeTableRow(
                new NativeTableCell(who),
                new NativeTableCell(roles),
                new NativeTableCell(state),
                new NativeTableCell(change));
    }
}
