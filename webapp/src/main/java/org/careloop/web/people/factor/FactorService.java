package org.careloop.web.people.factor;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Reauthentication;
import org.careloop.web.people.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Second factors as their people switch them on and administrators ask for them. */
@Service
public class FactorService {
    private final FactorRepository factors;
    private final SecondFactors secondFactors;
    private final Reauthentication reauthentication;
    private final CurrentPerson current;
    private final AuditLog audit;

    FactorService(
            FactorRepository factors,
            SecondFactors secondFactors,
            Reauthentication reauthentication,
            CurrentPerson current,
            AuditLog audit) {
        this.factors = factors;
        this.secondFactors = secondFactors;
        this.reauthentication = reauthentication;
        this.current = current;
        this.audit = audit;
    }

    /**
     * Somebody with a second factor.
     *
     * @param codes how many recovery codes are left
     */
    public record Holder(PersonId person, String login, Instant since, int codes) {
        static Holder of(FactorRepository.Stored stored) {
            return new Holder(stored.person(), stored.login(), stored.since(), stored.codes());
        }
    }

    /** The second factor of the person asking. */
    @PermitAll
    @Transactional(readOnly = true)
    public Optional<Holder> mine() {
        return factors.find(current.id()).map(Holder::of);
    }

    /**
     * Switches a second factor on, in place of the one before.
     *
     * @param code what the app shows for it
     * @throws BadInput when the password or the code is wrong
     */
    @PermitAll
    @Transactional
    public void switchOn(String password, Enrolment enrolment, String code) {
        reauthentication.require(password);
        if (!secondFactors.store(current.id(), current.login(), enrolment, code)) {
            throw BadInput.coded(
                    "factor.code",
                    "this is not the code that the app shows now; look whether the phone's clock is right and enter"
                            + " the next one");
        }
    }

    /**
     * Switches the second factor off.
     *
     * @throws BadInput when the password is wrong, or a role of the person must have one
     */
    @PermitAll
    @Transactional
    public void switchOff(String password) {
        reauthentication.require(password);
        if (!Collections.disjoint(factors.demanded(), current.roles())) {
            throw BadInput.coded(
                    "factor.demanded",
                    "your role must have a second factor; set it up anew instead of switching it off");
        }
        if (factors.delete(current.id())) {
            audit.record("factor.off", current.login(), Map.of());
        }
    }

    /** Everybody who has one and may sign in. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    @Transactional(readOnly = true)
    public List<Holder> holders() {
        return factors.all().stream().map(Holder::of).toList();
    }

    /** Takes away the second factor of somebody who has lost it. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    @Transactional
    public void reset(PersonId person) {
        secondFactors.forget(person);
    }

    /** The roles that must have one. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    @Transactional(readOnly = true)
    public Set<Role> demanded() {
        return factors.demanded();
    }

    /** From the next sign-in on, people with these roles must have one, and set it up if they have none. */
    @RolesAllowed(Role.Names.ADMINISTRATOR)
    @Transactional
    public void demand(Set<Role> roles) {
        Set<Role> before = factors.demanded();
        if (!before.equals(roles)) {
            factors.demand(roles);
            audit.record("factor.demand", "", Map.of("from", names(before), "to", names(roles)));
        }
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).sorted().toList();
    }
}
