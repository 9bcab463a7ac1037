package org.careloop.web.people;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link that opens an account, or sets a new password, once.
 *
 * @param person whose password it sets; null for one that opens an account
 * @param study the study that the new person joins, and the role in it; null for none
 */
public record Invitation(
        UUID id,
        Kind kind,
        @Nullable PersonId person,
        Set<Role> roles,
        @Nullable UUID study,
        @Nullable String studyRole,
        Instant createdAt,
        Instant expiresAt,
        State state) {

    /** What the link does. */
    public enum Kind {
        INVITE,
        RESET
    }

    /** Whether the link still works. */
    public enum State {
        OPEN,
        USED,
        EXPIRED,
        REVOKED
    }

    public Invitation {
        roles = Set.copyOf(roles);
    }

    Optional<PersonId> whose() {
        return Optional.ofNullable(person);
    }
}
