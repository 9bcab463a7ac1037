package org.careloop.web.people.factor;

import java.time.Clock;

/** What a person with a phone does. */
public final class FactorActs {
    private FactorActs() {}

    /** Switches on a second factor for the person who is signed in. */
    public static void switchOn(FactorService factors, String password, Clock clock) {
        Enrolment enrolment = Enrolment.begin();
        factors.switchOn(password, enrolment, Totp.code(enrolment.secret(), Totp.step(clock.instant())));
    }
}
