package org.careloop.web.people;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/** Lets a request act for a person who was authenticated by something other than a password, such as a token. */
@Component
public class ActingPerson {
    private final PersonRepository people;

    ActingPerson(PersonRepository people) {
        this.people = people;
    }

    /**
     * The person with their roles and the added authorities; empty when the account is closed.
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
