package org.careloop.web.people.factor;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.PersonMenuEntry;
import org.careloop.web.shell.SecretField;

/** One's own second factor, from the menu under one's name. */
@org.springframework.stereotype.Component
class OwnFactorEntry implements PersonMenuEntry {
    private static final int SHOWN_MILLIS = 6000;

    private final FactorService factors;
    private final CurrentPerson current;

    OwnFactorEntry(FactorService factors, CurrentPerson current) {
        this.factors = factors;
        this.current = current;
    }

    @Override
    public String label() {
        return "factor";
    }

    @Override
    public void open() {
        factors.mine().ifPresentOrElse(this::offerToSwitchOff, this::offerToSwitchOn);
    }

    private void offerToSwitchOn() {
        Enrolment enrolment = Enrolment.begin();
        TextField code = new TextField(I18NProvider.translate("factor.code"));
        code.getElement().setProperty("autocomplete", "one-time-code");
        SecretField password = password();
        new ActDialog(
                        I18NProvider.translate("factor.on"),
                        I18NProvider.translate("factor.on.text"),
                        I18NProvider.translate("factor.on.do"),
                        () -> {
                            factors.switchOn(password.getValue(), enrolment, code.getValue());
                            say("factor.on.done");
                        },
                        new EnrolmentCard(enrolment, current.login()),
                        code,
                        password)
                .open();
    }

    private void offerToSwitchOff(FactorService.Holder mine) {
        SecretField password = password();
        ActDialog dialog = new ActDialog(
                I18NProvider.translate("factor"),
                I18NProvider.translate("factor.off.text", mine.codes()),
                I18NProvider.translate("factor.off.do"),
                () -> {
                    factors.switchOff(password.getValue());
                    say("factor.off.done");
                },
                password);
        dialog.getFooter().addComponentAsFirst(anew(dialog));
        dialog.open();
    }

    private Component anew(ActDialog dialog) {
        return new Button(I18NProvider.translate("factor.anew"), click -> {
            dialog.close();
            offerToSwitchOn();
        });
    }

    private static SecretField password() {
        SecretField password = new SecretField(I18NProvider.translate("login.password"));
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        return password;
    }

    private static void say(String key) {
        Notification.show(I18NProvider.translate(key), SHOWN_MILLIS, Notification.Position.BOTTOM_START);
    }
}
