package org.careloop.web.people;

import java.util.Optional;
import java.util.Set;
import org.careloop.web.shell.PersonMenu;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.stereotype.Component;

/** The person who makes the current request. */
@Component
public class CurrentPerson implements PersonMenu.SignedIn {
    private final SecurityContextHolderStrategy security;

    CurrentPerson(SecurityContextHolderStrategy security) {
        this.security = security;
    }

    /**
     * The signed-in person.
     *
     * @throws AuthenticationCredentialsNotFoundException when nobody is
     */
    public PersonId id() {
        return signedIn()
                .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("nobody is signed in"))
                .id();
    }

    @Override
    public String key() {
        return id().toString();
    }

    /**
     * The account name of the signed-in person.
     *
     * @throws AuthenticationCredentialsNotFoundException when nobody is
     */
    public String login() {
        return signedIn()
                .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("nobody is signed in"))
                .getUsername();
    }

    /** The roles of the signed-in person; empty when nobody is. */
    public Set<Role> roles() {
        return signedIn().map(SignedInPerson::roles).orElse(Set.of());
    }

    public boolean isSignedIn() {
        return signedIn().isPresent();
    }

    public boolean has(Role role) {
        return roles().contains(role);
    }

    /** Whether the person starts runs and uses what they make. */
    public boolean worksWithModels() {
        return has(Role.STUDY_LEAD) || has(Role.ML_ENGINEER);
    }

    /** Of a sign-in at a provider; empty after one with a password. */
    Optional<ProviderProof> proof() {
        return signedIn().flatMap(SignedInPerson::proof);
    }

    /** The token of a provider that has signed in whose authentication this is, to be shown when they sign out. */
    public static Optional<String> idToken(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof SignedInPerson person
                ? person.proof().map(ProviderProof::idToken)
                : Optional.empty();
    }

    /** Moves this session to a new session version, so that it goes on when the other sessions of the account end. */
    void goOn(int sessionVersion) {
        SignedInPerson person = signedIn().orElseThrow().at(sessionVersion);
        security.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
    }

    private Optional<SignedInPerson> signedIn() {
        Authentication authentication = security.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInPerson person
                ? Optional.of(person)
                : Optional.empty();
    }
}
