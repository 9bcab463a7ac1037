package org.careloop.web.people;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An account.
 *
 * @param login in lower case, unique
 * @param specialties the fields of medicine the person judges in, lower case; empty when not said
 * @param languages BCP 47 tags of the languages the person reads; empty when not said
 * @param demo an account of the demo, whose password is public; it can sign in from this machine only
 * @param deleted nobody's any more: it stands for what a person judged, under a name that says nothing
 * @param version grows with every change, so that two administrators cannot overwrite each other unseen
 */
public record Person(
        PersonId id,
        String login,
        String displayName,
        Set<Role> roles,
        List<String> specialties,
        List<String> languages,
        boolean active,
        boolean demo,
        boolean deleted,
        Instant createdAt,
        long version) {

    public Person {
        roles = Set.copyOf(roles);
        specialties = List.copyOf(specialties);
        languages = List.copyOf(languages);
    }

    /** Whether it may do now what administrators do. */
    boolean administers() {
        return active && roles.contains(Role.ADMINISTRATOR);
    }

    /** The same account with other roles. */
    Person with(Set<Role> others) {
        return new Person(
                id, login, displayName, others, specialties, languages, active, demo, deleted, createdAt, version);
    }
}
