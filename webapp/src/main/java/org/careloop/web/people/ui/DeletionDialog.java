package org.careloop.web.people.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.careloop.web.people.Person;
import org.careloop.web.people.data.AccountDeletion;
import org.careloop.web.shell.ActDialog;

/** Says what goes and what stays of a person, and deletes the account of whom the name was typed. */
final class DeletionDialog {
    private static final int SHOWN_MILLIS = 10_000;

    private DeletionDialog() {}

    /** @param done called after the account was deleted */
    static ActDialog of(Person person, AccountDeletion deletion, Runnable done) {
        AccountDeletion.Traces traces = deletion.traces(person);
        TextField typed = new TextField(I18NProvider.translate("accounts.delete.type", person.login()));
        typed.setAutocomplete(Autocomplete.OFF);
        return new ActDialog(
                I18NProvider.translate("accounts.delete.title", person.login()),
                I18NProvider.translate("accounts.delete.goes", traces.drafts()),
                I18NProvider.translate("accounts.delete.do"),
                () -> {
                    String name = delete(person, deletion, typed.getValue());
                    done.run();
                    Notification.show(
                            I18NProvider.translate("accounts.delete.done", name),
                            SHOWN_MILLIS,
                            Notification.Position.BOTTOM_START);
                },
                new Paragraph(I18NProvider.translate("accounts.delete.stays", traces.judgements(), traces.decisions())),
                new Paragraph(I18NProvider.translate("accounts.delete.frozen", traces.snapshots())),
                typed);
    }

    private static String delete(Person person, AccountDeletion deletion, String typed) {
        try {
            return deletion.delete(person, typed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
