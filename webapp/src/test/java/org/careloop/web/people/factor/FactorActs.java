package org.careloop.web.people.factor;

import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** What a person with a phone does. */
public final class FactorActs {
    private FactorActs() {}

    /**
     * What a person has seen once.
     *
     * @param secret in each way of writing it down
     */
    public record Shown(List<String> secret, List<String> recoveryCodes) {}

    /** Switches on a second factor for the person who is signed in. */
    public static Shown switchOn(FactorService factors, String password, Clock clock) {
        Enrolment enrolment = Enrolment.begin();
        factors.switchOn(password, enrolment, Totp.code(enrolment.secret(), Totp.step(clock.instant())));
        return new Shown(
                List.of(
                        Totp.text(enrolment.secret()).replace(" ", ""),
                        HexFormat.of().formatHex(enrolment.secret()),
                        Base64.getEncoder().withoutPadding().encodeToString(enrolment.secret())),
                enrolment.recoveryCodes());
    }
}
