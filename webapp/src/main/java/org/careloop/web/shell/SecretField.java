package org.careloop.web.shell;

import com.vaadin.flow.component.textfield.PasswordField;
import java.util.Map;

/** A field for a password whose eye says in the person's language what it does. */
public class SecretField extends PasswordField {
    private static final long serialVersionUID = 1L;

    public SecretField(String label) {
        super(label);
        getElement().setPropertyMap("i18n", Map.of("reveal", getTranslation("password.reveal")));
    }
}
