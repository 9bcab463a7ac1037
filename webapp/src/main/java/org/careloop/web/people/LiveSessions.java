package org.careloop.web.people;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Whether a session is still valid. An account has a session version, which grows when the account is closed or gets
 * other roles or a new password; sessions of an older version have ended, on every server.
 */
@Component
public class LiveSessions {
    private final PersonRepository people;

    LiveSessions(PersonRepository people) {
        this.people = people;
    }

    /** True for a principal that is no account, because it has no session version. */
    public boolean isLive(Authentication authentication) {
        return !(authentication.getPrincipal() instanceof SignedInPerson person)
                || people.isLive(person.id(), person.sessionVersion());
    }
}
