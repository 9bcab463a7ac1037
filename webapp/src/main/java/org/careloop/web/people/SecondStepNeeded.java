package org.careloop.web.people;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** The password was right, and a second step is left before anybody is signed in. */
public final class SecondStepNeeded extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final PersonId person;
    private final Authentication signedIn;

    SecondStepNeeded(PersonId person, Authentication signedIn) {
        super("a second step is needed");
        this.person = person;
        this.signedIn = signedIn;
    }

    public PersonId person() {
        return person;
    }

    /** What the sign-in comes to when the step is done. */
    public Authentication signedIn() {
        return signedIn;
    }
}
