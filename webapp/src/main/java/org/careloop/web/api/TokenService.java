package org.careloop.web.api;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.Sha256;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.secret.Secrets;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates, lists and revokes the tokens of a person. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
@Transactional
public class TokenService {
    /** The prefix by which secret scanners recognise a token. */
    static final String PREFIX = "careloop_";

    static final int LONGEST_NAME = 100;
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private final TokenRepository tokens;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    TokenService(TokenRepository tokens, CurrentPerson current, AuditLog audit, Clock clock) {
        this.tokens = tokens;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @return its secret, which is not stored
     * @throws BadInput when the name, the scopes or the lifetime are invalid
     */
    public String create(String name, Set<TokenScope> scopes, Duration life) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw BadInput.coded(
                    "token.name-length",
                    "name: given %d characters, expected 1 to %d".formatted(stripped.length(), LONGEST_NAME),
                    stripped.length(),
                    LONGEST_NAME);
        }
        if (scopes.isEmpty()) {
            throw BadInput.coded("token.no-scope", "scopes: given none, expected at least one");
        }
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST_LIFE) > 0) {
            throw BadInput.field("life in days", life.toDays(), Phrase.range(1, LONGEST_LIFE.toDays()));
        }
        String secret = PREFIX + Secrets.generate();
        Instant now = clock.instant();
        tokens.insert(
                new ApiToken(
                        UUID.randomUUID(),
                        current.id(),
                        stripped,
                        scopes,
                        now,
                        Optional.of(now.plus(life)),
                        Optional.empty()),
                // A random secret of this length needs no slow hash.
                Sha256.of(secret));
        audit.record(
                "token.create",
                stripped,
                Map.of("scopes", scopes.stream().map(TokenScope::label).sorted().toList(), "days", life.toDays()));
        return secret;
    }

    @Transactional(readOnly = true)
    public List<ApiToken> mine() {
        return tokens.of(current.id());
    }

    public void revoke(ApiToken token) {
        if (tokens.revoke(token.id(), current.id(), clock.instant())) {
            audit.record("token.revoke", token.name(), Map.of());
        }
    }
}
