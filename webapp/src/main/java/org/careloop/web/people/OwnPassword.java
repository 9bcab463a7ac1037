package org.careloop.web.people;

import jakarta.annotation.security.PermitAll;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.secret.PasswordRules;
import org.careloop.web.secret.Passwords;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets everybody who is signed in choose another password. */
@Service
public class OwnPassword {
    /** How many characters a password has at least. */
    public static final int SHORTEST = Passwords.SHORTEST;

    private final PersonRepository people;
    private final Reauthentication reauthentication;
    private final PasswordRules rules;
    private final PasswordEncoder encoder;
    private final CurrentPerson current;
    private final AuditLog audit;

    OwnPassword(
            PersonRepository people,
            Reauthentication reauthentication,
            PasswordRules rules,
            PasswordEncoder encoder,
            CurrentPerson current,
            AuditLog audit) {
        this.people = people;
        this.reauthentication = reauthentication;
        this.rules = rules;
        this.encoder = encoder;
        this.current = current;
        this.audit = audit;
    }

    /**
     * Changes the password of the person asking. Their other sessions end; this one goes on.
     *
     * @param password their present password
     * @throws BadInput when the present password is wrong or the new one is too weak
     */
    @PermitAll
    @Transactional
    public void change(String password, String chosen) {
        reauthentication.require(password);
        Person person = people.byId(current.id()).orElseThrow();
        rules.check(chosen, person.login());
        people.changePassword(person.id(), encoder.encode(chosen));
        current.goOn(people.sessionVersion(person.id()));
        audit.record("account.password-change", person.login(), Map.of());
    }
}
