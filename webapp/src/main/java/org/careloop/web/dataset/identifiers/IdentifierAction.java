package org.careloop.web.dataset.identifiers;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;

/** What becomes of an identifier that an import brings. */
public enum IdentifierAction {
    /** Nobody has decided: nothing is imported. */
    REFUSE,
    /** A placeholder stands in its place. */
    MASK,
    /** Its row is left out. */
    LEAVE_OUT,
    /** It comes in as it stands, for a reason that is kept. */
    ACCEPT;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static IdentifierAction parse(String label) {
        for (IdentifierAction action : values()) {
            if (action.label().equals(label.strip())) {
                return action;
            }
        }
        String known = Arrays.stream(values()).map(IdentifierAction::label).collect(Collectors.joining(", "));
        throw BadInput.coded(
                "identifiers.action",
                "identifiers: \"%s\" is not known; expected one of %s, or one for a kind, such as mask,name=accept"
                        .formatted(label, known),
                label,
                known);
    }
}
