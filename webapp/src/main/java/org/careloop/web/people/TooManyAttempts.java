package org.careloop.web.people;

import java.time.Duration;
import org.springframework.security.authentication.LockedException;

/** Nobody has looked at the password or code: whoever gave it has to wait first. */
final class TooManyAttempts extends LockedException {
    private static final long serialVersionUID = 1L;

    private final Duration toWait;

    TooManyAttempts(Duration toWait) {
        super("too many failed attempts");
        this.toWait = toWait;
    }

    Duration toWait() {
        return toWait;
    }
}
