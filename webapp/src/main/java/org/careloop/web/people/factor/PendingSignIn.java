package org.careloop.web.people.factor;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * A sign-in whose password was right, kept in the session until the code comes. Nobody is signed in by it.
 *
 * @param signedIn what the sign-in comes to
 * @param enrolment what a person has to set up first; null for somebody who has a second factor
 */
record PendingSignIn(
        PersonId person,
        Authentication signedIn,
        Instant since,
        @Nullable Enrolment enrolment) implements Serializable {
    private static final String ATTRIBUTE = PendingSignIn.class.getName();
    static final Duration LASTS = Duration.ofMinutes(10);

    /** @param attribute reads an attribute of the session; none where there is no session */
    static Optional<PendingSignIn> of(Function<String, @Nullable Object> attribute, Instant now) {
        return attribute.apply(ATTRIBUTE) instanceof PendingSignIn pending
                        && !pending.since().plus(LASTS).isBefore(now)
                ? Optional.of(pending)
                : Optional.empty();
    }

    void keepIn(HttpSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    static void forget(HttpSession session) {
        session.removeAttribute(ATTRIBUTE);
    }

    String login() {
        return signedIn.getName();
    }
}
