package org.careloop.web.people;

import org.careloop.run.BadInput;
import org.springframework.dao.DataAccessException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks the password of the signed-in person again before an act that cannot be undone. */
@Component
public class Reauthentication {
    private final PersonRepository people;
    private final CurrentPerson current;
    private final PasswordEncoder encoder;
    private final LoginThrottle throttle;

    Reauthentication(PersonRepository people, CurrentPerson current, PasswordEncoder encoder, LoginThrottle throttle) {
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
        String who = current.id().toString();
        if (throttle.admit(who, "") == 0) {
            throw BadInput.coded(
                    "account.password-wait", "the password was wrong too often; wait some minutes and try again");
        }
        boolean right = isRight(password, who);
        if (!right) {
            throw BadInput.coded(
                    "account.password-wrong", "this is not your password; enter the one that you sign in with");
        }
        throttle.succeeded(who, "");
    }

    private boolean isRight(String password, String who) {
        try {
            return people.passwordHash(current.id())
                    .filter(hash -> encoder.matches(password, hash))
                    .isPresent();
        } catch (DataAccessException e) {
            // Nobody has looked at the password.
            throttle.takeBack(who, "");
            throw e;
        }
    }
}
