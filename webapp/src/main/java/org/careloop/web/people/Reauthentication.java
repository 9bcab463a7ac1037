package org.careloop.web.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.careloop.run.BadInput;
import org.careloop.web.throttle.Attempt;
import org.careloop.web.throttle.SignInThrottle;
import org.springframework.dao.DataAccessException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Makes sure of the signed-in person again before an act that cannot be undone: by their password, or because they have proved to
 * the provider a moment ago who they are.
 */
@Component
public class Reauthentication {
    /** How long what was proved at a provider is as good as a password. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final PersonRepository people;
    private final CurrentPerson current;
    private final PasswordEncoder encoder;
    private final SignInThrottle throttle;
    private final Clock clock;

    Reauthentication(
            PersonRepository people,
            CurrentPerson current,
            PasswordEncoder encoder,
            SignInThrottle throttle,
            Clock clock) {
        this.people = people;
        this.current = current;
        this.encoder = encoder;
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Checks the person's password.
     *
     * @param password may be empty where the person has signed in at the provider within five minutes
     * @throws BadInput when it is wrong, or was wrong too often, or when the sign-in at the provider is too long ago
     */
    public void require(String password) {
        if (password.isEmpty() && current.proof().isPresent()) {
            requireFresh(current.proof().get());
            return;
        }
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

    private void requireFresh(ProviderProof proof) {
        Instant at = proof.authenticatedAt();
        if (at == null || at.isBefore(clock.instant().minus(FRESH))) {
            throw BadInput.coded(
                    "account.prove-again",
                    "your sign-in at the provider is more than %d minutes ago; sign out, sign in there again, and repeat this"
                            .formatted(FRESH.toMinutes()),
                    FRESH.toMinutes());
        }
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
