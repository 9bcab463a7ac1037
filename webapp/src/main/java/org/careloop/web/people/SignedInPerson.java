package org.careloop.web.people;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The signed-in person as the principal of Spring Security. The password hash is erased after the check. */
final class SignedInPerson implements UserDetails, CredentialsContainer {
    private static final long serialVersionUID = 1L;

    private final PersonId id;
    private final String login;
    private final boolean active;
    private final int sessionVersion;
    private final Set<Role> roles;
    private final @Nullable ProviderProof proof;
    private @Nullable String passwordHash;

    /** The principal of an act without a session. */
    SignedInPerson(Person person, String passwordHash) {
        this(person, passwordHash, 0);
    }

    /** @param sessionVersion the session version of the account at sign-in */
    SignedInPerson(Person person, String passwordHash, int sessionVersion) {
        this.sessionVersion = sessionVersion;
        this.id = person.id();
        this.login = person.login();
        this.active = person.active();
        this.roles = person.roles();
        this.passwordHash = passwordHash;
        this.proof = null;
    }

    /** @param proof that a provider has signed the person in */
    SignedInPerson(Person person, int sessionVersion, ProviderProof proof) {
        this.sessionVersion = sessionVersion;
        this.id = person.id();
        this.login = person.login();
        this.active = person.active();
        this.roles = person.roles();
        this.proof = proof;
    }

    private SignedInPerson(SignedInPerson before, int sessionVersion) {
        this.sessionVersion = sessionVersion;
        this.id = before.id;
        this.login = before.login;
        this.active = before.active;
        this.roles = before.roles;
        this.proof = before.proof;
    }

    /** The same person with another session version. */
    SignedInPerson at(int sessionVersion) {
        return new SignedInPerson(this, sessionVersion);
    }

    int sessionVersion() {
        return sessionVersion;
    }

    /** Of a sign-in at a provider; empty after one with a password. */
    Optional<ProviderProof> proof() {
        return Optional.ofNullable(proof);
    }

    PersonId id() {
        return id;
    }

    Set<Role> roles() {
        return roles;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return roles.stream()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return login;
    }

    @Override
    public boolean isEnabled() {
        return active;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }
}
