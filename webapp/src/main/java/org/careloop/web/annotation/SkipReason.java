package org.careloop.web.annotation;

import java.util.Locale;

/** Why a person passes a comparison on. */
public enum SkipReason {
    NOT_MY_FIELD,
    CANNOT_TELL,
    BROKEN_TEXT;

    public String key() {
        return "annotate.skip." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
