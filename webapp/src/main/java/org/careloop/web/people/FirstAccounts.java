package org.careloop.web.people;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the accounts of an empty installation: one administrator, or the demo's cast. */
@Component
public class FirstAccounts {
    /** Everybody may know it: demo accounts open on this machine only. */
    public static final String DEMO_PASSWORD = "careloop-demo";

    private static final Map<String, Role> DEMO = Map.of(
            "clinician-1", Role.CLINICIAN,
            "clinician-2", Role.CLINICIAN,
            "study-lead", Role.STUDY_LEAD,
            "ml-engineer", Role.ML_ENGINEER,
            "admin", Role.ADMINISTRATOR);

    private final PersonRepository people;
    private final PasswordEncoder encoder;
    private final Clock clock;

    FirstAccounts(PersonRepository people, PasswordEncoder encoder, Clock clock) {
        this.people = people;
        this.encoder = encoder;
        this.clock = clock;
    }

    public boolean areMissing() {
        return people.isEmpty();
    }

    /** Whether accounts exist whose password everybody knows. */
    public boolean includeDemo() {
        return people.hasDemoAccounts();
    }

    /** Makes the first administrator, {@code admin}; returns the generated password, which is not kept anywhere. */
    @Transactional
    public String makeAdministrator() {
        String password = Passwords.generate();
        people.insert(account("admin", Role.ADMINISTRATOR, false), encoder.encode(password));
        return password;
    }

    /** Makes the demo accounts, named by their role, all with {@link #DEMO_PASSWORD}. */
    @Transactional
    public void makeDemo() {
        String hash = encoder.encode(DEMO_PASSWORD);
        DEMO.forEach((login, role) -> people.insert(account(login, role, true), hash));
    }

    private Person account(String login, Role role, boolean demo) {
        return new Person(PersonId.random(), login, login, Set.of(role), true, demo, clock.instant(), 0);
    }
}
