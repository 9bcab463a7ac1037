package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

class LostPasswordTest extends WebTest {
    @Autowired
    private LostPassword lost;

    @Autowired
    private PersonService service;

    @Autowired
    private SignIn signIn;

    @Autowired
    private LiveSessions sessions;

    private final String login = "lost." + UUID.randomUUID();
    private String password;

    @BeforeEach
    void anAdministrator() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        password = service.create(login, "", Set.of(Role.ADMINISTRATOR));
    }

    @Test
    void theNewPasswordOpensTheAccountAndItsSessionsEnd() {
        Authentication before = signIn(password);
        LostPassword.Renewed renewed = lost.replace(login.toUpperCase());
        assertThat(renewed.login()).isEqualTo(login);
        assertThat(renewed).asString().doesNotContain(renewed.password());
        assertThat(signIn(renewed.password()).getName()).isEqualTo(login);
        assertThat(sessions.isLive(before)).isFalse();
        assertThatThrownBy(() -> signIn(password)).isInstanceOf(BadCredentialsException.class);
        assertThat(audited("account.password-set", login)).isEqualTo(1);
    }

    @Test
    void anAccountThatLetsNobodyInIsRefusedAndAdministratorsAreNamed() {
        assertThatThrownBy(() -> lost.replace("nobody.here"))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("no open account \"nobody.here\"; administrators are: ")
                .hasMessageContaining(login);
        Person clinician = signedIn.account("closed", Role.CLINICIAN);
        service.change(clinician, Set.of(Role.CLINICIAN), clinician.specialties(), clinician.languages(), false);
        assertThatThrownBy(() -> lost.replace(clinician.login()))
                .hasMessageStartingWith("no open account \"%s\"".formatted(clinician.login()));
    }

    private Authentication signIn(String word) {
        return signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, word));
    }
}
