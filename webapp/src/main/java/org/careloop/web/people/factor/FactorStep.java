package org.careloop.web.people.factor;

import java.util.Set;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.people.SecondStep;
import org.springframework.stereotype.Component;

/** The second step of a sign-in is a second factor. */
@Component
class FactorStep implements SecondStep {
    private final SecondFactors factors;

    FactorStep(SecondFactors factors) {
        this.factors = factors;
    }

    @Override
    public boolean isNeeded(PersonId person, Set<Role> roles) {
        return factors.isNeeded(person, roles);
    }

    @Override
    public void forget(PersonId person) {
        factors.forget(person);
    }
}
