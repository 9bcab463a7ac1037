package org.careloop.web.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.secret.Secrets;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts of people who sign in at a provider. It checks no role, because nobody is signed in yet: whoever calls it has
 * checked the provider's signature.
 */
@Component
public class ProviderAccounts {
    /** Longer than a session at any provider; what is older is forgotten. */
    private static final Duration SESSIONS_KEPT = Duration.ofDays(60);

    private final PersonRepository people;
    private final IdentityRepository identities;
    private final PasswordEncoder encoder;
    private final AuditLog audit;
    private final Clock clock;

    ProviderAccounts(
            PersonRepository people,
            IdentityRepository identities,
            PasswordEncoder encoder,
            AuditLog audit,
            Clock clock) {
        this.people = people;
        this.identities = identities;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
    }

    /** Nobody is signed in; the reason is one for the person. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SignInElsewhere.Refusal why;

        RefusedException(SignInElsewhere.Refusal why) {
            super(why.name());
            this.why = why;
        }

        public SignInElsewhere.Refusal why() {
            return why;
        }
    }

    /**
     * Signs somebody in whose sign-in the provider confirmed. Their roles become those of their groups, where groups give roles.
     * What was changed is kept also where the person is refused: whose groups were all taken away has no roles any more.
     *
     * @param makesAccounts whether an account is made for somebody who has none
     * @throws RefusedException when nobody is to come in
     */
    @Transactional(noRollbackFor = RefusedException.class)
    public UsernamePasswordAuthenticationToken signIn(ProvidedPerson provided, boolean makesAccounts) {
        Person found = identities
                .person(provided.issuer(), provided.subject())
                .flatMap(people::byId)
                .orElseGet(() -> make(provided, makesAccounts));
        if (!found.active()) {
            throw new RefusedException(SignInElsewhere.Refusal.CLOSED);
        }
        Person person = provided.roles()
                .map(roles -> withRoles(found, roles, provided.issuer()))
                .orElse(found);
        if (provided.roles().isPresent() && person.roles().isEmpty()) {
            throw new RefusedException(SignInElsewhere.Refusal.GROUPS);
        }
        Instant now = clock.instant();
        provided.sid().ifPresent(sid -> {
            identities.remember(provided.issuer(), sid, person.id(), now, now.minus(SESSIONS_KEPT));
        });
        audit.recordWork(
                AuditLog.chainOf(person.id().value()),
                "account.sign-in",
                person.login(),
                "",
                Map.of("provider", provided.issuer()));
        SignedInPerson principal = new SignedInPerson(person, people.sessionVersion(person.id()), provided.proof());
        return UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities());
    }

    private Person make(ProvidedPerson provided, boolean makesAccounts) {
        if (!makesAccounts) {
            throw new RefusedException(SignInElsewhere.Refusal.UNKNOWN);
        }
        Set<Role> roles = provided.roles().orElse(Set.of());
        if (provided.roles().isPresent() && roles.isEmpty()) {
            throw new RefusedException(SignInElsewhere.Refusal.GROUPS);
        }
        String login = Logins.nearest(provided.login(), provided.subject());
        Person person = new Person(
                PersonId.random(),
                login,
                Logins.nearestName(provided.name(), login),
                roles,
                List.of(),
                List.of(),
                true,
                false,
                false,
                clock.instant(),
                0);
        // One that nobody knows: no password fits until the owner sets one.
        if (!people.insert(person, encoder.encode(Secrets.generate()))) {
            // By the same person in another window, or by somebody else.
            return identities
                    .person(provided.issuer(), provided.subject())
                    .flatMap(people::byId)
                    .orElseThrow(() -> new RefusedException(SignInElsewhere.Refusal.TAKEN));
        }
        identities.link(provided.issuer(), provided.subject(), person.id(), null, clock.instant());
        audit.record("account.create", login, Map.of("roles", names(roles), "provider", provided.issuer()));
        return person;
    }

    /** Other roles end the sessions that go by the old ones. */
    private Person withRoles(Person person, Set<Role> roles, String issuer) {
        if (roles.equals(person.roles())) {
            return person;
        }
        Person changed = person.with(roles);
        if (!people.update(changed, true)) {
            // An administrator has changed the account within these milliseconds; the next sign-in does it.
            return people.byId(person.id()).orElseThrow();
        }
        audit.record(
                "account.roles-by-groups",
                person.login(),
                Map.of("provider", issuer, "roles", Map.of("from", names(person.roles()), "to", names(roles))));
        return changed;
    }

    /**
     * Ends every session of the person whom a provider has signed out: by subject, or by its session alone.
     *
     * @return whether there is such a person
     */
    @Transactional
    public boolean endSessions(String issuer, Optional<String> subject, Optional<String> sid) {
        Optional<Person> person = subject.flatMap(known -> identities.person(issuer, known))
                .or(() -> sid.flatMap(session -> identities.personOfSession(issuer, session)))
                .flatMap(people::byId);
        person.ifPresent(found -> {
            people.endSessions(found.id());
            audit.record("account.signed-out-by-provider", found.login(), Map.of("provider", issuer));
        });
        return person.isPresent();
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toList();
    }
}
