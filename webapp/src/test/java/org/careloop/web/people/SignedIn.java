package org.careloop.web.people;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Puts people into the accounts and in front of the screen, for tests. */
public class SignedIn {
    /** Rounds of a hash that a test can wait for. */
    private static final int CHEAP = 4;

    private final PersonRepository people;
    private final SecurityContextHolderStrategy security;

    SignedIn(PersonRepository people, SecurityContextHolderStrategy security) {
        this.people = people;
        this.security = security;
    }

    /** A new account whose password nobody knows. */
    public Person account(String name, Role... roles) {
        return account(name, List.of(), List.of(), roles);
    }

    /** A new account with specialties and languages. */
    public Person account(String name, List<String> specialties, List<String> languages, Role... roles) {
        Person person = new Person(
                PersonId.random(),
                name + "-" + UUID.randomUUID(),
                name,
                Set.of(roles),
                specialties,
                languages,
                true,
                false,
                false,
                Instant.EPOCH,
                0);
        people.insert(person, hash(UUID.randomUUID().toString()));
        return person;
    }

    /** Gives a person a password that a test knows. */
    public void password(Person person, String password) {
        people.replaceHash(person.id(), people.passwordHash(person.id()).orElseThrow(), hash(password));
    }

    private static String hash(String password) {
        return "{bcrypt}" + new BCryptPasswordEncoder(CHEAP).encode(password);
    }

    public Person clinician(String name) {
        return account(name, Role.CLINICIAN);
    }

    /** Lets this thread act for a person. */
    public void as(Person person) {
        SignedInPerson principal = new SignedInPerson(person, "");
        security.setContext(new SecurityContextImpl(
                UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities())));
    }

    public void nobody() {
        security.clearContext();
    }
}
