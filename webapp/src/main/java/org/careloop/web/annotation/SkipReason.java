package org.careloop.web.annotation;

import java.util.List;
import java.util.Locale;

/** Why a comparison does not come back to a person who did not judge it. */
public enum SkipReason {
    NOT_MY_FIELD,
    CANNOT_TELL,
    BROKEN_TEXT,
    /** The person left it to a senior colleague. */
    ESCALATED,
    /** The person is that colleague, and has seen its votes or will. */
    ADJUDICATES,
    /** The person leads the study and has read the votes. */
    SAW_VOTES,
    /** The person reported a privacy problem. */
    PRIVACY;

    /** What a person may choose; the others come of what a person does. */
    public static final List<SkipReason> OFFERED = List.of(NOT_MY_FIELD, CANNOT_TELL, BROKEN_TEXT);

    public String key() {
        return "annotate.skip." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
