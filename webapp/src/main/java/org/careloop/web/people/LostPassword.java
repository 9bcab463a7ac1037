package org.careloop.web.people;

import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.secret.Passwords;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a new password to an administrator who has lost theirs and whom nobody can send a link; their second factor is taken
 * away with it. It checks no role,
 * because whoever runs the command can open the database anyway.
 */
@Component
public class LostPassword {
    private final PersonRepository people;
    private final PasswordEncoder encoder;
    private final SecondStep secondStep;
    private final AuditLog audit;

    LostPassword(PersonRepository people, PasswordEncoder encoder, SecondStep secondStep, AuditLog audit) {
        this.people = people;
        this.encoder = encoder;
        this.secondStep = secondStep;
        this.audit = audit;
    }

    /** An account and its generated password, which is stored only as a hash. */
    public record Renewed(String login, String password) {
        @Override
        public String toString() {
            return "Renewed[" + login + "]";
        }
    }

    /**
     * Gives an account another password and takes away its second factor; its open sessions end.
     *
     * @throws BadInput when nobody signs in by that name, naming the administrators
     */
    @Transactional
    public Renewed replace(String login) {
        Person person =
                people.byLogin(Logins.checked(login)).filter(Person::active).orElseThrow(() -> unknown(login));
        String password = Passwords.generate();
        people.changePassword(person.id(), encoder.encode(password));
        secondStep.forget(person.id());
        audit.record("account.password-set", person.login(), Map.of());
        return new Renewed(person.login(), password);
    }

    private BadInput unknown(String login) {
        List<String> administrators = people.all().stream()
                .filter(person -> person.active() && person.roles().contains(Role.ADMINISTRATOR))
                .map(Person::login)
                .toList();
        String known = administrators.isEmpty() ? "none yet" : String.join(", ", administrators);
        return BadInput.coded(
                "account.none-open",
                "no open account \"%s\"; administrators are: %s".formatted(login, known),
                login,
                known);
    }
}
