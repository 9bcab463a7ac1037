package org.careloop.run.identifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;

/** What a passage may give away. */
public enum IdentifierKind {
    NAME,
    NATIONAL_ID,
    PHONE,
    EMAIL,
    BIRTH_DATE,
    ADDRESS,
    RECORD_NUMBER,
    BANK_CARD;

    /** As files, commands and the programming interface spell it: {@code national-id}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind of this label.
     *
     * @throws BadInput naming those that there are
     */
    @JsonCreator
    public static IdentifierKind parse(String label) {
        for (IdentifierKind kind : values()) {
            if (kind.label().equals(label.strip())) {
                return kind;
            }
        }
        String known = Arrays.stream(values()).map(IdentifierKind::label).collect(Collectors.joining(", "));
        throw BadInput.coded(
                "identifiers.kind",
                "identifiers: \"%s\" is no kind of identifier; expected one of %s".formatted(label, known),
                label,
                known);
    }

    /** What is written in place of an identifier: {@code [NAME 2]}. */
    public String placeholder(int number) {
        return "[" + name().replace('_', ' ') + " " + number + "]";
    }
}
