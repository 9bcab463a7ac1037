package org.careloop.web.people.ui;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.i18n.I18NProvider;
import org.careloop.web.people.OwnPassword;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.PersonMenuEntry;
import org.careloop.web.shell.SecretField;
import org.springframework.stereotype.Component;

/** Changing one's own password, from the menu under one's name. */
@Component
class OwnPasswordEntry implements PersonMenuEntry {
    private static final int SHOWN_MILLIS = 6000;

    private final OwnPassword passwords;

    OwnPasswordEntry(OwnPassword passwords) {
        this.passwords = passwords;
    }

    @Override
    public String label() {
        return "own-password";
    }

    @Override
    public void open() {
        SecretField now = new SecretField(I18NProvider.translate("own-password.now"));
        now.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        now.focus();
        SecretField chosen = new SecretField(I18NProvider.translate("own-password.chosen"));
        chosen.setHelperText(I18NProvider.translate("invitation.password.help", OwnPassword.SHORTEST));
        chosen.setAutocomplete(Autocomplete.NEW_PASSWORD);
        new ActDialog(
                        I18NProvider.translate("own-password"),
                        I18NProvider.translate("own-password.text"),
                        I18NProvider.translate("own-password.change"),
                        () -> {
                            passwords.change(now.getValue(), chosen.getValue());
                            Notification.show(
                                    I18NProvider.translate("own-password.done"),
                                    SHOWN_MILLIS,
                                    Notification.Position.BOTTOM_START);
                        },
                        now,
                        chosen)
                .open();
    }
}
