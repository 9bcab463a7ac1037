package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.throttle.SignInThrottle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

class SignInTest extends WebTest {
    @Autowired
    private PersonService service;

    @Autowired
    private InvitationService invitations;

    @Autowired
    private Reauthentication reauthentication;

    @Autowired
    private SignIn signIn;

    @Autowired
    private WebApplicationContext context;

    private final String login = "in." + UUID.randomUUID();
    private String password = "";

    @BeforeEach
    void account() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        password = service.create(login, "", Set.of(Role.CLINICIAN));
    }

    @Test
    void aHundredGuessesAtOnceAreNoMoreThanFive() throws Exception {
        List<Future<Class<?>>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                ends.add(threads.submit(() -> refusal("guess")));
            }
        }
        List<Class<?>> refusals = new ArrayList<>();
        for (Future<Class<?>> end : ends) {
            refusals.add(end.get());
        }
        assertThat(refusals)
                .hasSize(20)
                .filteredOn(BadCredentialsException.class::equals)
                .hasSize(SignInThrottle.FREE_FAILURES);
        assertThat(audited("account.guessing", login)).isEqualTo(1);
    }

    @Test
    void thirtyWhoComeAtOnceAreAllLetIn() throws Exception {
        List<Future<Class<?>>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                Person each = signedIn.clinician("early");
                signedIn.password(each, "correct horse battery");
                ends.add(threads.submit(() -> authenticate(each.login(), "correct horse battery")));
            }
        }
        for (Future<Class<?>> end : ends) {
            assertThat(end.get()).isEqualTo(UsernamePasswordAuthenticationToken.class);
        }
    }

    private Class<?> refusal(String guess) {
        try {
            return authenticate(login, guess);
        } catch (AuthenticationException e) {
            return e.getClass();
        }
    }

    private Class<?> authenticate(String name, String word) {
        return signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, word))
                .getClass();
    }

    @Test
    void aNameThatNobodyHasLeavesNoWordInTheTrailAndNoneInMemory() {
        String stranger = "x".repeat(1 << 20);
        for (int i = 0; i < SignInThrottle.FREE_FAILURES; i++) {
            assertThatThrownBy(() -> authenticate(stranger, "guess")).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> authenticate(stranger.substring(1), "guess")).isInstanceOf(LockedException.class);
        assertThat(database.sql("select count(*) from audit_event where length(subject) > 1000")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void signingInStandsInThePersonsOwnChain() throws Exception {
        signedIn.nobody();
        MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build()
                .perform(formLogin("/login").user(login).password(password))
                .andExpect(authenticated().withUsername(login));
        assertThat(database.sql("select chain like 'person:%' and actor = subject and origin <> '' from audit_event"
                                + " where action = 'account.sign-in' and subject = ?")
                        .param(login)
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }

    @Test
    void aPasswordIsNoLongerThanAnybodyTypes() {
        InvitationService.Link link = invitations.reset(person());
        assertThatThrownBy(() -> invitations.setPassword(link.token(), "山高水长一二三四五六七八九十".repeat(7)))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains("account.password-long"));
        String chosen = "山高水长一二三四五六七八九十春夏秋冬东南西北天地";
        invitations.setPassword(link.token(), chosen);
        assertThat(authenticate(login, chosen)).isNotNull();
    }

    @Test
    void aHashOfAnEarlierVersionIsMadeAnewAtSignInAndSessionsGoOn() {
        Person person = person();
        signedIn.password(person, "correct horse battery");
        int session = sessionVersion(person);

        assertThat(authenticate(login, "correct horse battery")).isNotNull();
        assertThat(storedHash()).startsWith("{argon2}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(sessionVersion(person)).isEqualTo(session);
        assertThat(audited("account.password-rehash", login)).isEqualTo(1);

        assertThat(authenticate(login, "correct horse battery")).isNotNull();
        assertThat(audited("account.password-rehash", login)).isEqualTo(1);
    }

    private String storedHash() {
        return database.sql("select password_hash from person where login = ?")
                .param(login)
                .query(String.class)
                .single();
    }

    private int sessionVersion(Person person) {
        return database.sql("select session_version from person where id = ?")
                .param(person.id().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void provingAgainWhoOneIsHasToWaitToo() {
        Person person = person();
        signedIn.as(person);
        for (int i = 0; i < SignInThrottle.FREE_FAILURES; i++) {
            assertThatThrownBy(() -> reauthentication.require("guess")).hasMessageContaining("not your password");
        }
        assertThatThrownBy(() -> reauthentication.require(password)).hasMessageContaining("wrong too often");
    }

    private Person person() {
        return service.all().stream()
                .filter(known -> known.login().equals(login))
                .findFirst()
                .orElseThrow();
    }
}
