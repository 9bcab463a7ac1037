package org.careloop.web.shell;

import com.vaadin.flow.component.textfield.PasswordField;
import java.util.Map;

/** A password field whose reveal button has a translated label. */
public class SecretField extends PasswordField {
    private static final long serialVersionUID = 1L;

    public SecretField(String label) {
        super(label);
        getElement().setPropertyMap("i18n", Map.of("reveal", getTranslation("password.reveal")));
    }
}
