package org.careloop.web.people;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/** Lets a request act for a person who proved by something other than a password who they are. */
@Component
public class ActingPerson {
    private final PersonRepository people;

    ActingPerson(PersonRepository people) {
        this.people = people;
    }

    /**
     * The person with their own roles and what the proof adds; empty when the account was closed.
     *
     * @param added authorities beside the roles
     */
    public Optional<UsernamePasswordAuthenticationToken> of(PersonId id, Collection<? extends GrantedAuthority> added) {
        return people.byId(id).filter(Person::active).map(person -> {
            SignedInPerson principal = new SignedInPerson(person, "");
            principal.eraseCredentials();
            Set<GrantedAuthority> all = new HashSet<>(principal.getAuthorities());
            all.addAll(added);
            return UsernamePasswordAuthenticationToken.authenticated(principal, null, all);
        });
    }
}
