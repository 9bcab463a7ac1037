package org.careloop.web.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token may be used for, within the roles of its person. */
public enum TokenScope {
    STUDIES_READ,
    STUDIES_WRITE,
    COMPARISONS_READ,
    COMPARISONS_WRITE,
    JUDGEMENTS_READ,
    EXPORTS_READ,
    RUNS_READ,
    RUNS_WRITE;

    /** The name in the API and the database: {@code studies:read}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** The authority that a request with this scope has. */
    String authority() {
        return "SCOPE_" + label();
    }

    static Optional<TokenScope> parse(String label) {
        return Arrays.stream(values())
                .filter(scope -> scope.label().equals(label))
                .findFirst();
    }
}
