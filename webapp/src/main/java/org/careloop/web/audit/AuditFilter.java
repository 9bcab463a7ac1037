package org.careloop.web.audit;

import java.util.Optional;

/** Which entries to list; an empty field selects all. */
public record AuditFilter(Optional<String> chain, Optional<String> actor, Optional<String> action) {
    public static final AuditFilter ALL = new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
