package org.careloop.web.api;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;

/** A person's own keys to the programming interface: made, shown once, revoked. */
@Route("tokens")
@Menu(title = "nav.tokens", order = 22)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
class TokensView extends Page {
    private static final long serialVersionUID = 1L;
    private static final List<Integer> LIVES = List.of(7, 30, 90, 365);

    private final transient TokenService tokens;
    private final TextField name = new TextField();
    private final CheckboxGroup<TokenScope> scopes = new CheckboxGroup<>();
    private final Select<Integer> days = new Select<>();
    private final Problem problem = new Problem();
    private final Div made = new Div();
    private final Div list = card();

    TokensView(TokenService tokens) {
        super(I18NProvider.translate("nav.tokens"));
        this.tokens = tokens;
        Anchor description = new Anchor("/api", getTranslation("tokens.description"));
        description.setRouterIgnore(true);
        addActions(description);
        made.getElement().setAttribute("role", "status");
        add(new Paragraph(getTranslation("tokens.text")), form(), made, list);
        refresh();
    }

    private Div form() {
        name.setLabel(getTranslation("tokens.name"));
        name.setMaxLength(TokenService.LONGEST_NAME);
        scopes.setLabel(getTranslation("tokens.scopes"));
        scopes.setItems(TokenScope.values());
        scopes.setItemLabelGenerator(this::words);
        days.setLabel(getTranslation("tokens.life"));
        days.setItems(LIVES);
        days.setItemLabelGenerator(count -> getTranslation("tokens.days", count));
        days.setValue(90);
        Button create = new Button(getTranslation("tokens.create"), click -> create());
        create.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = card(new H2(getTranslation("tokens.new")), name, scopes, days, problem, new Div(create));
        form.addClassName("form");
        return form;
    }

    private void create() {
        made.removeAll();
        problem.clear();
        try {
            String secret =
                    tokens.create(name.getValue(), Set.copyOf(scopes.getValue()), Duration.ofDays(days.getValue()));
            Code shown = new Code(secret);
            shown.addClassName("password");
            made.add(card(new Paragraph(getTranslation("tokens.once")), shown));
            name.clear();
            scopes.clear();
            refresh();
        } catch (BadInput e) {
            problem.show(e);
        }
    }

    private void refresh() {
        list.removeAll();
        List<ApiToken> mine = tokens.mine();
        if (mine.isEmpty()) {
            list.add(new Paragraph(getTranslation("tokens.none")));
            return;
        }
        FactTable table = new FactTable(
                getTranslation("nav.tokens"),
                List.of(
                        getTranslation("tokens.name"),
                        getTranslation("tokens.scopes"),
                        getTranslation("tokens.expires"),
                        getTranslation("tokens.used"),
                        ""));
        for (ApiToken token : mine) {
            Button revoke = new Button(getTranslation("tokens.revoke"), click -> {
                tokens.revoke(token);
                refresh();
            });
            revoke.setAriaLabel(getTranslation("tokens.revoke.of", token.name()));
            revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            table.addRow(
                    new Span(token.name()),
                    new Span(token.scopes().stream().map(this::words).sorted().collect(Collectors.joining(", "))),
                    new Span(time(token.expiresAt())),
                    new Span(time(token.lastUsedAt())),
                    revoke);
        }
        list.add(table);
    }

    private String words(TokenScope scope) {
        return getTranslation("tokens.scope." + scope);
    }

    private String time(Optional<Instant> at) {
        return at.map(new Figures(this)::moment).orElse(getTranslation("tokens.never"));
    }
}
