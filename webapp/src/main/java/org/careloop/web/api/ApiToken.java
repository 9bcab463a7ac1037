package org.careloop.web.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.people.PersonId;

/**
 * A person's key to the programming interface, without its secret.
 *
 * @param expiresAt empty for one that stays until it is revoked
 */
public record ApiToken(
        UUID id,
        PersonId person,
        String name,
        Set<TokenScope> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {}
