package org.careloop.web.people;

import org.careloop.run.BadInput;
import org.careloop.web.throttle.Attempt;
import org.careloop.web.throttle.SignInThrottle;
import org.springframework.dao.DataAccessException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks the password of the signed-in person again before an act that cannot be undone. */
@Component
public class Reauthentication {
    private final PersonRepository people;
    private final CurrentPerson current;
    private final PasswordEncoder encoder;
    private final SignInThrottle throttle;

    Reauthentication(PersonRepository people, CurrentPerson current, PasswordEncoder encoder, SignInThrottle throttle) {
        this.people = people;
        this.current = current;
        this.encoder = encoder;
        this.throttle = throttle;
    }

    /**
     * Checks the person's password.
     *
     * @throws BadInput when it is wrong, or was wrong too often
     */
    public void require(String password) {
        Attempt attempt = throttle.admitAgain(current.id().toString());
        if (attempt.refused()) {
            throw BadInput.coded(
                    "account.password-wait",
                    "the password was wrong too often; try again in %d seconds"
                            .formatted(attempt.toWait().toSeconds() + 1),
                    attempt.toWait().toSeconds() + 1);
        }
        if (!isRight(password, attempt)) {
            throw BadInput.coded(
                    "account.password-wrong", "this is not your password; enter the one that you sign in with");
        }
        attempt.success().run();
    }

    private boolean isRight(String password, Attempt attempt) {
        try {
            return people.passwordHash(current.id())
                    .filter(hash -> encoder.matches(password, hash))
                    .isPresent();
        } catch (DataAccessException | BadInput e) {
            // Nobody has looked at the password.
            attempt.takeBack().run();
            throw e;
        }
    }
}
