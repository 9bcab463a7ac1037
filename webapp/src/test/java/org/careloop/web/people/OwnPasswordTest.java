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
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

class OwnPasswordTest extends WebTest {
    private static final String CHOSEN = "four herons by the weir";

    @Autowired
    private OwnPassword passwords;

    @Autowired
    private PersonService service;

    @Autowired
    private SignIn signIn;

    @Autowired
    private LiveSessions sessions;

    @Autowired
    private SecurityContextHolderStrategy security;

    private final String login = "own." + UUID.randomUUID();
    private String password;
    private Authentication elsewhere;

    @BeforeEach
    void twoSessions() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        password = service.create(login, "", Set.of(Role.CLINICIAN));
        elsewhere = signIn(password);
        security.setContext(new SecurityContextImpl(signIn(password)));
    }

    @Test
    void theNewPasswordOpensTheAccountAndOtherSessionsEnd() {
        passwords.change(password, CHOSEN);
        assertThat(sessions.isLive(elsewhere)).isFalse();
        assertThat(sessions.isLive(security.getContext().getAuthentication())).isTrue();
        assertThat(security.getContext().getAuthentication().getAuthorities())
                .extracting(Object::toString)
                .contains("ROLE_CLINICIAN");
        assertThatThrownBy(() -> signIn(password)).isInstanceOf(BadCredentialsException.class);
        assertThat(signIn(CHOSEN).getName()).isEqualTo(login);
        assertThat(audited("account.password-change", login)).isEqualTo(1);
    }

    @Test
    void aWrongOrWeakPasswordChangesNothing() {
        refused("account.password-wrong", "not this one", CHOSEN);
        refused("account.password-length", password, "short");
        refused("account.password-easy", password, login + "1234");
        assertThat(sessions.isLive(elsewhere)).isTrue();
        assertThat(signIn(password).getName()).isEqualTo(login);
    }

    private void refused(String code, String given, String chosen) {
        assertThatThrownBy(() -> passwords.change(given, chosen))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains(code));
    }

    private Authentication signIn(String word) {
        return signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, word));
    }
}
