package org.careloop.web.dataset;

import java.util.List;

/**
 * A row that does not fit. The message names the field, what was given, what was expected and what to do; the reader adds
 * file and line. Rows refused for the same reason have the same code, under which screens find the message in their language.
 */
public final class BadRow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Object> given;

    /**
     * Refuses a row.
     *
     * @param code what is wrong, such as {@code field.missing}; its words are {@code import.row.} with it
     * @param english the message as a format, with a blank for each given value
     */
    public BadRow(String code, String english, Object... given) {
        super(given.length == 0 ? english : english.formatted(given), null, false, false);
        this.code = code;
        this.given = List.of(given);
    }

    public String code() {
        return code;
    }

    /** What fills the blanks of the message, in order. */
    public List<Object> given() {
        return given;
    }

    /** The message in English. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
