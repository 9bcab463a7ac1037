package org.careloop.web.people;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.shell.LanguageChosen;
import org.springframework.context.event.EventListener;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts, as administrators keep them. A generated password is returned once and stored only as a hash. */
@Service
@Transactional
public class PersonService {
    private final PersonRepository people;
    private final PasswordEncoder encoder;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    PersonService(
            PersonRepository people, PasswordEncoder encoder, CurrentPerson current, AuditLog audit, Clock clock) {
        this.people = people;
        this.encoder = encoder;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    @RolesAllowed(Role.Names.ADMINISTRATOR)
    @Transactional(readOnly = true)
    public List<Person> all() {
        return people.all();
    }

    /** Whether to tell on the sign-in page how to enter the demo. */
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
        String name = login.strip().toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9][a-z0-9._@-]{0,99}")) {
            throw new BadInput(
                    "account name \"%s\": expected 1 to 100 of a-z, 0-9, dot, dash, underscore, @".formatted(login));
        }
        String shown = displayName.isBlank() ? name : displayName.strip();
        Person person = new Person(PersonId.random(), name, shown, roles, true, false, clock.instant(), 0);
        String password = Passwords.generate();
        if (!people.insert(person, encoder.encode(password))) {
            throw new BadInput("account name \"%s\" is taken; choose another".formatted(name));
        }
        audit.record("account.create", name, Map.of("roles", names(roles)));
        return password;
    }

    /**
     * Changes what a person may do, or closes the account.
     *
     * @throws BadInput when it was changed meanwhile, or when administrators would lock themselves out
     */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public void change(Person person, Set<Role> roles, boolean active) {
        boolean self = person.id().equals(current.id());
        if (self && (!active || !roles.contains(Role.ADMINISTRATOR))) {
            throw new BadInput("your own account stays active and an administrator; ask another administrator");
        }
        Person changed = new Person(
                person.id(),
                person.login(),
                person.displayName(),
                roles,
                active,
                person.demo(),
                person.createdAt(),
                person.version());
        if (!people.update(changed)) {
            throw new BadInput("account \"%s\" was changed meanwhile; reload the page".formatted(person.login()));
        }
        audit.record("account.change", person.login(), Map.of("roles", names(roles), "active", active));
    }

    /** Replaces the password by a generated one and returns it. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    public String resetPassword(Person person) {
        String password = Passwords.generate();
        people.changePassword(person.id(), encoder.encode(password));
        audit.record("account.password-reset", person.login(), Map.of());
        return password;
    }

    /** Remembers the language of the person, for the next browser. */
    @EventListener
    @PermitAll
    void remember(LanguageChosen chosen) {
        if (current.isSignedIn()) {
            people.changeLocale(current.id(), chosen.language().locale().toLanguageTag());
        }
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toList();
    }
}
