package org.careloop.web.people;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.secret.Passwords;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the accounts of an empty installation: one administrator, or the accounts of the demo. */
@Component
public class FirstAccounts {
    /** Public, because demo accounts can sign in from this machine only. */
    public static final String DEMO_PASSWORD = "careloop-demo";

    private static final Map<String, Role> DEMO = Map.of(
            "clinician-1", Role.CLINICIAN,
            "clinician-2", Role.CLINICIAN,
            "study-lead", Role.STUDY_LEAD,
            "ml-engineer", Role.ML_ENGINEER,
            "admin", Role.ADMINISTRATOR);

    private final PersonRepository people;
    private final PasswordEncoder encoder;
    private final AuditLog audit;
    private final Clock clock;

    FirstAccounts(PersonRepository people, PasswordEncoder encoder, AuditLog audit, Clock clock) {
        this.people = people;
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
    }

    public boolean areMissing() {
        return people.letNobodyIn();
    }

    /** Whether demo accounts exist, whose password is public. */
    public boolean includeDemo() {
        return people.hasDemoAccounts();
    }

    /** Makes the first administrator, {@code admin}; returns the generated password, which is stored only as a hash. */
    @Transactional
    public String makeAdministrator() {
        String password = Passwords.generate();
        open(account("admin", Role.ADMINISTRATOR, false), encoder.encode(password));
        return password;
    }

    /** Makes the demo accounts, named by their role, all with {@link #DEMO_PASSWORD}. */
    @Transactional
    public void makeDemo() {
        String hash = encoder.encode(DEMO_PASSWORD);
        DEMO.forEach((login, role) -> open(account(login, role, true), hash));
    }

    private void open(Person person, String hash) {
        people.insert(person, hash);
        audit.record(
                "account.create",
                person.login(),
                Map.of("roles", person.roles().stream().map(Role::name).toList(), "demo", person.demo()));
    }

    private Person account(String login, Role role, boolean demo) {
        return new Person(
                PersonId.random(),
                login,
                login,
                Set.of(role),
                List.of(),
                List.of(),
                true,
                demo,
                false,
                clock.instant(),
                0);
    }
}
