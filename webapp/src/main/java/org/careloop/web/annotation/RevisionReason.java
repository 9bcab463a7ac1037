package org.careloop.web.annotation;

import java.util.Locale;

/** Why a person changes a verdict. */
public enum RevisionReason {
    SLIP,
    SECOND_LOOK;

    public String key() {
        return "annotate.revise." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
