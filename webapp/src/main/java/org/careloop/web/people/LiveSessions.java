package org.careloop.web.people;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Whether a session's account is still what it was at sign-in. An account that is closed, gets other roles or a new
 * password counts its sessions anew; those of the old count have ended, on every server at once.
 */
@Component
public class LiveSessions {
    private final PersonRepository people;

    LiveSessions(PersonRepository people) {
        this.people = people;
    }

    /** True for whoever is not an account of ours: nothing is known that ended. */
    boolean isLive(Authentication authentication) {
        return !(authentication.getPrincipal() instanceof SignedInPerson person)
                || people.isLive(person.id(), person.sessionVersion());
    }
}
