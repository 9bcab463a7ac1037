package org.careloop.web.people;

import java.util.Set;

/** What a sign-in asks for after the password. */
public interface SecondStep {
    /** Whether the password alone does not let this person in. */
    boolean isNeeded(PersonId person, Set<Role> roles);

    /** Takes away what a person has for the second step, for somebody who has lost it and whom nobody else can help. */
    void forget(PersonId person);
}
