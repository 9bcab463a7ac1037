package org.careloop.web.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.people.PersonId;

/**
 * An API token of a person, without its secret.
 *
 * @param expiresAt empty for a token without an end, valid until revoked
 */
public record ApiToken(
        UUID id,
        PersonId person,
        String name,
        Set<TokenScope> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {}
