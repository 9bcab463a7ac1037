package org.careloop.web.people.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.data.AccountData;
import org.careloop.web.shell.PersonMenuEntry;
import org.springframework.stereotype.Component;

/** What is kept of oneself, from the menu under one's name. */
@Component
class OwnDataEntry implements PersonMenuEntry {
    private final AccountData data;
    private final CurrentPerson current;

    OwnDataEntry(AccountData data, CurrentPerson current) {
        this.data = data;
        this.current = current;
    }

    @Override
    public String label() {
        return "account-data";
    }

    @Override
    public void open() {
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(I18NProvider.translate("account-data"));
        dialog.setWidth("min(34rem, 96vw)");
        Div body = new Div(
                new Paragraph(I18NProvider.translate("account-data.text")),
                new Paragraph(I18NProvider.translate("account-data.deletion")),
                new Paragraph(new DataLink(current.login(), data::writeOwn)));
        body.addClassName("form");
        dialog.add(body);
        dialog.getFooter().add(new Button(I18NProvider.translate("close"), click -> dialog.close()));
        dialog.open();
    }
}
