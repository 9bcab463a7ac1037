package org.careloop.web.people;

import java.util.Map;
import java.util.Optional;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.throttle.Attempt;
import org.careloop.web.throttle.SignInThrottle;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Attempts to sign in, no faster than the throttle allows. */
@Component
public class SignInAttempts {
    /** Codes are counted beside passwords; no account name has a colon. */
    private static final String CODE = "code:";

    private final PersonRepository people;
    private final SignInThrottle throttle;
    private final KnownBrowsers browsers;
    private final AuditLog audit;

    SignInAttempts(PersonRepository people, SignInThrottle throttle, KnownBrowsers browsers, AuditLog audit) {
        this.people = people;
        this.throttle = throttle;
        this.browsers = browsers;
        this.audit = audit;
    }

    /** @throws TooManyAttempts when this one has to wait */
    Attempt withPassword(String login, @Nullable Object details) {
        return admit(login, login, details);
    }

    /**
     * An attempt with a code, by somebody who knew the password.
     *
     * @throws org.springframework.security.authentication.LockedException when this one has to wait
     */
    public Attempt withCode(String login, @Nullable Object details) {
        return admit(login, CODE + login, details);
    }

    private Attempt admit(String login, String counted, @Nullable Object details) {
        Attempt attempt = throttle.admit(
                counted,
                address(details),
                details instanceof SignInRequest from ? browsers.number(from.known(), login) : Optional.empty());
        if (attempt.refused()) {
            throw new TooManyAttempts(attempt.toWait());
        }
        return attempt;
    }

    /** Failed sign-ins with unknown names are not audited: anybody could fill the trail with any text. */
    public void recordGuessing(String login, @Nullable Object details, Attempt attempt) {
        if (attempt.inARow() >= SignInThrottle.FREE_FAILURES
                && people.byLogin(login).isPresent()) {
            audit.record("account.guessing", login, Map.of("from", address(details), "failures", attempt.inARow()));
        }
    }

    private static String address(@Nullable Object details) {
        return details instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
    }
}
