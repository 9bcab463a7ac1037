package org.careloop.web.people.factor;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Second factors as the sign-in uses them, before anybody is signed in. */
@Component
class SecondFactors {
    private final FactorRepository factors;
    private final Seal seal;
    private final AuditLog audit;
    private final Clock clock;

    SecondFactors(FactorRepository factors, Seal seal, AuditLog audit, Clock clock) {
        this.factors = factors;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public boolean isNeeded(PersonId person, Set<Role> roles) {
        return hasOne(person) || !Collections.disjoint(factors.demanded(), roles);
    }

    @Transactional
    public void forget(PersonId person) {
        factors.find(person).ifPresent(stored -> {
            factors.delete(person);
            audit.record("factor.reset", stored.login(), Map.of());
        });
    }

    boolean hasOne(PersonId person) {
        return factors.find(person).isPresent();
    }

    /** Uses up a code of the app, or a recovery code; false when it is neither, or was used before. */
    @Transactional
    public boolean use(PersonId person, String typed) {
        String code = Enrolment.normal(typed);
        return factors.find(person)
                .filter(stored -> useCode(stored, code) || useRecoveryCode(stored, code))
                .isPresent();
    }

    private boolean useCode(FactorRepository.Stored stored, String code) {
        byte[] secret = seal.open(stored.sealed(), stored.person());
        OptionalLong step = Totp.find(secret, code, clock.instant(), stored.lastStep());
        boolean used = step.isPresent() && factors.use(stored.person(), step.getAsLong());
        if (used) {
            audit.recordWork(AuditLog.chainOf(stored.person().value()), "factor.code", stored.login(), "", Map.of());
        }
        return used;
    }

    private boolean useRecoveryCode(FactorRepository.Stored stored, String code) {
        boolean used = factors.useRecoveryCode(stored.person(), seal.hashOf(code, stored.person()), clock.instant());
        if (used) {
            audit.record("factor.recovery-code", stored.login(), Map.of("left", stored.codes() - 1));
        }
        return used;
    }

    /**
     * Stores a second factor when the code shows that the app has it.
     *
     * @return false when the code is not right; nothing is stored then
     */
    @Transactional
    public boolean store(PersonId person, String login, Enrolment enrolment, String typed) {
        Instant now = clock.instant();
        OptionalLong step = Totp.find(enrolment.secret(), Enrolment.normal(typed), now, 0);
        step.ifPresent(used -> {
            factors.put(
                    person,
                    seal.seal(enrolment.secret(), person),
                    used,
                    enrolment.recoveryCodes().stream()
                            .map(code -> seal.hashOf(Enrolment.normal(code), person))
                            .toList(),
                    now);
            audit.record("factor.on", login, Map.of());
        });
        return step.isPresent();
    }
}
