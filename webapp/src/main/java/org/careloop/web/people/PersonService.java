package org.careloop.web.people;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.secret.Passwords;
import org.careloop.web.shell.LanguageChosen;
import org.springframework.context.event.EventListener;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts, as administrators manage them. A generated password is returned once and stored only as a hash. */
@Service
@Transactional
public class PersonService {
    /** What OpenID Connect allows a subject to have. */
    private static final int LONGEST_SUBJECT = 255;

    private final PersonRepository people;
    private final IdentityRepository identities;
    private final PasswordEncoder encoder;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    PersonService(
            PersonRepository people,
            IdentityRepository identities,
            PasswordEncoder encoder,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.people = people;
        this.identities = identities;
        this.encoder = encoder;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** Every account, also one that is closed: for administrators, and for those who put studies together. */
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    @Transactional(readOnly = true)
    public List<Person> all() {
        return people.all();
    }

    /** Whether the sign-in page shows the demo accounts. */
    @Transactional(readOnly = true)
    public boolean hasDemoAccounts() {
        return people.hasDemoAccounts();
    }

    /**
     * Opens an account.
     *
     * @return the generated password
     * @throws BadInput when the login is not usable or taken
     */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public String create(String login, String displayName, Set<Role> roles) {
        String name = Logins.checked(login);
        String shown = Logins.checkedName(displayName, name);
        Person person = new Person(
                PersonId.random(), name, shown, roles, List.of(), List.of(), true, false, false, clock.instant(), 0);
        String password = Passwords.generate();
        if (!people.insert(person, encoder.encode(password))) {
            throw Logins.taken(name);
        }
        audit.record("account.create", name, Map.of("roles", names(roles)));
        return password;
    }

    /**
     * Changes what a person may do and can judge, or closes the account. Other roles, and closing, end open sessions.
     *
     * @throws BadInput when it was changed meanwhile or is deleted, or when administrators would lock themselves out
     */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public void change(
            Person person, Set<Role> roles, List<String> specialties, List<String> languages, boolean active) {
        boolean self = person.id().equals(current.id());
        if (self && (!active || !roles.contains(Role.ADMINISTRATOR))) {
            throw BadInput.coded(
                    "account.own", "your own account stays active and an administrator; ask another administrator");
        }
        if (person.deleted()) {
            throw BadInput.coded(
                    "account.deleted",
                    "account \"%s\" was deleted; open a new one".formatted(person.login()),
                    person.login());
        }
        Person changed = new Person(
                person.id(),
                person.login(),
                person.displayName(),
                roles,
                specialties,
                languages,
                active,
                person.demo(),
                person.deleted(),
                person.createdAt(),
                person.version());
        requireAnAdministrator(person, changed);
        if (!people.update(changed, !active || !roles.equals(person.roles()))) {
            throw BadInput.coded(
                    "account.changed-meanwhile",
                    "account \"%s\" was changed meanwhile; reload the page".formatted(person.login()),
                    person.login());
        }
        audit.record("account.change", person.login(), changes(person, changed));
    }

    /** Two administrators who close each other at the same moment would leave nobody to open an account again. */
    private void requireAnAdministrator(Person before, Person after) {
        if (before.administers() && !after.administers() && !people.holdOtherAdministrators(before.id())) {
            throw BadInput.coded(
                    "account.last-administrator",
                    "account \"%s\" is the last one that administers; make another one an administrator first"
                            .formatted(before.login()),
                    before.login());
        }
    }

    /** By which subject a provider knows the account; empty where nobody there belongs to it. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    @Transactional(readOnly = true)
    public Optional<String> subject(Person person, String issuer) {
        return identities.subject(issuer, person.id());
    }

    /**
     * Says who of a provider signs in to an account; its open sessions end.
     *
     * @param subject the provider's own name of the person (claim {@code sub}); blank for nobody
     * @throws BadInput when the subject is too long or belongs to another account
     */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public void link(Person person, String issuer, String subject) {
        String given = subject.strip();
        String before = identities.subject(issuer, person.id()).orElse("");
        if (given.equals(before)) {
            return;
        }
        if (given.length() > LONGEST_SUBJECT) {
            throw BadInput.coded(
                    "account.subject-length",
                    "identifier at the provider: given %d characters, expected at most %d"
                            .formatted(given.length(), LONGEST_SUBJECT),
                    given.length(),
                    LONGEST_SUBJECT);
        }
        identities.unlink(issuer, person.id());
        if (!given.isEmpty() && !identities.link(issuer, given, person.id(), current.id(), clock.instant())) {
            throw BadInput.coded(
                    "account.subject-taken",
                    "identifier \"%s\" belongs to another account; take it from there first".formatted(given),
                    given);
        }
        people.endSessions(person.id());
        audit.record("account.link", person.login(), Map.of("provider", issuer, "from", before, "to", given));
    }

    /** The old and new values of the fields that changed. */
    private static Map<String, Object> changes(Person before, Person after) {
        Map<String, Object> changes = new LinkedHashMap<>();
        note(changes, "roles", names(before.roles()), names(after.roles()));
        note(changes, "active", before.active(), after.active());
        note(changes, "specialties", before.specialties(), after.specialties());
        note(changes, "languages", before.languages(), after.languages());
        return changes;
    }

    private static void note(Map<String, Object> changes, String what, Object before, Object after) {
        if (!before.equals(after)) {
            changes.put(what, Map.of("from", before, "to", after));
        }
    }

    /** Remembers the language of the person, for the next browser. */
    @EventListener
    @PermitAll
    void remember(LanguageChosen chosen) {
        if (current.isSignedIn()) {
            String tag = chosen.language().locale().toLanguageTag();
            people.changeLocale(current.id(), tag);
            audit.recordWork(AuditLog.chainOf(current.id().value()), "account.language", tag, "", Map.of());
        }
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toList();
    }
}
