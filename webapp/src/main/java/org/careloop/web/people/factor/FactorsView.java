package org.careloop.web.people.factor;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.careloop.web.people.Role;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;

/** Which roles must have a second factor, and who has one. */
@Route("second-factors")
@Menu(title = "nav.second-factors", order = 31)
@RolesAllowed(Role.Names.ADMINISTRATOR)
class FactorsView extends Page {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_MILLIS = 6000;

    private final transient FactorService factors;
    private final Div list = card();

    FactorsView(FactorService factors) {
        super(I18NProvider.translate("nav.second-factors"));
        this.factors = factors;
        CheckboxGroup<Role> roles = new CheckboxGroup<>(getTranslation("factors.roles"));
        roles.setItems(Role.values());
        roles.setItemLabelGenerator(role -> getTranslation("role." + role.name()));
        roles.setValue(factors.demanded());
        Button save = new Button(getTranslation("save"), click -> {
            factors.demand(roles.getValue());
            Notification.show(getTranslation("factors.saved"), SHOWN_MILLIS, Notification.Position.BOTTOM_START);
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div demand = card(new Paragraph(getTranslation("factors.text")), roles, new Div(save));
        demand.addClassName("form");
        add(demand, list);
        refresh();
    }

    private void refresh() {
        list.removeAll();
        list.add(new H2(getTranslation("factors.holders")));
        List<FactorService.Holder> holders = factors.holders();
        if (holders.isEmpty()) {
            list.add(new Paragraph(getTranslation("factors.none")));
            return;
        }
        FactTable table = new FactTable(
                getTranslation("factors.holders"),
                List.of(
                        getTranslation("accounts.login"),
                        getTranslation("factors.since"),
                        getTranslation("factors.codes"),
                        ""));
        Figures figures = new Figures(this);
        holders.forEach(holder -> table.addRow(
                new Span(holder.login()),
                new Span(figures.moment(holder.since())),
                new Span(String.valueOf(holder.codes())),
                reset(holder)));
        list.add(table);
    }

    private Button reset(FactorService.Holder holder) {
        Button reset = new Button(
                getTranslation("factors.reset"),
                click -> new ActDialog(
                                getTranslation("factors.reset.title", holder.login()),
                                getTranslation("factors.reset.text"),
                                getTranslation("factors.reset"),
                                () -> {
                                    factors.reset(holder.person());
                                    refresh();
                                })
                        .open());
        reset.setAriaLabel(getTranslation("factors.reset.title", holder.login()));
        reset.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return reset;
    }
}
