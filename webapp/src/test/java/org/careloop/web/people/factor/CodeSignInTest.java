package org.careloop.web.people.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.people.LostPassword;
import org.careloop.web.people.Person;
import org.careloop.web.people.PersonService;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The second page of a sign-in, through the filters. */
class CodeSignInTest extends WebTest {
    private static final String PASSWORD = "the ward at night";
    private static final String WRONG = "/login/code?error";

    @Autowired
    private FactorService factors;

    @Autowired
    private PersonService people;

    @Autowired
    private LostPassword lost;

    @Autowired
    private WebApplicationContext context;

    private final MockHttpSession session = new MockHttpSession();
    private final Enrolment enrolment = Enrolment.begin();
    private Person person;
    private MockMvc web;

    @BeforeEach
    void somebodyWithAPassword() {
        person = signedIn.account("two-steps", Role.CLINICIAN);
        signedIn.password(person, PASSWORD);
        web = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @AfterEach
    void nobodyMust() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        factors.demand(Set.of());
    }

    @Test
    void thePasswordAloneSignsNobodyInAndTheCodeDoes() throws Exception {
        switchOn();
        assertThat(password()).isEqualTo("/login/code");
        assertThat(isIn()).isFalse();
        assertThat(code("000000")).isEqualTo(WRONG);
        assertThat(code(now())).isEqualTo("/");
        assertThat(isIn()).isTrue();
        assertThat(audited("factor.on", person.login())).isEqualTo(1);
        assertThat(audited("account.sign-in", person.login())).isEqualTo(1);
    }

    @Test
    void aCodeWorksOnce() throws Exception {
        switchOn();
        password();
        String used = now();
        assertThat(code(used)).isEqualTo("/");
        password();
        assertThat(code(used)).isEqualTo(WRONG);
        clock.advance(Duration.ofSeconds(30));
        assertThat(code(now().substring(0, 3) + " " + now().substring(3))).isEqualTo("/");
    }

    @Test
    void aRecoveryCodeWorksOnceAndIsNotStored() throws Exception {
        switchOn();
        String recovery = enrolment.recoveryCodes().getFirst();
        password();
        assertThat(code(recovery.toUpperCase(Locale.ROOT))).isEqualTo("/");
        assertThat(audited("factor.recovery-code", person.login())).isEqualTo(1);
        password();
        assertThat(code(recovery)).isEqualTo(WRONG);
        assertThat(code(enrolment.recoveryCodes().get(1))).isEqualTo("/");
        assertThat(database.sql("select code_hash from recovery_code where person_id = ?")
                        .param(person.id().value())
                        .query(String.class)
                        .list())
                .hasSize(Enrolment.RECOVERY_CODES)
                .allSatisfy(hash -> assertThat(hash).matches("[0-9a-f]{64}"));
    }

    @Test
    void theSecretIsSealedForItsPerson() {
        switchOn();
        byte[] stored = database.sql("select secret from second_factor where person_id = ?")
                .param(person.id().value())
                .query(byte[].class)
                .single();
        Seal seal = context.getBean(Seal.class);
        assertThat(seal.open(stored, person.id())).isEqualTo(enrolment.secret());
        assertThatThrownBy(() -> seal.open(stored, signedIn.clinician("other").id()))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains("factor.key"));
    }

    @Test
    void fiveWrongCodesWaitAndTheFormSaysHowLong() throws Exception {
        switchOn();
        password();
        for (int i = 0; i < 5; i++) {
            assertThat(code("00000" + i)).isEqualTo(WRONG);
        }
        assertThat(code(now())).isEqualTo("/login/code?wait=15");
        assertThat(audited("account.guessing", person.login())).isEqualTo(1);
        clock.advance(Duration.ofSeconds(15));
        assertThat(code(now())).isEqualTo("/");
    }

    @Test
    void afterTenMinutesThePasswordIsAskedForAgain() throws Exception {
        switchOn();
        password();
        clock.advance(PendingSignIn.LASTS.plusSeconds(1));
        assertThat(code(now())).isEqualTo("/login?late");
        assertThat(isIn()).isFalse();
    }

    @Test
    void anAccountThatWasClosedMeanwhileStaysClosed() throws Exception {
        switchOn();
        password();
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        people.change(person, person.roles(), List.of(), List.of(), false);
        assertThat(code(now())).isEqualTo("/login?late");
    }

    @Test
    void whereTheRoleAsksForItItIsSetUpAtTheSignIn() throws Exception {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        factors.demand(Set.of(Role.CLINICIAN));
        assertThat(password()).isEqualTo("/login/code");
        Enrolment shown = PendingSignIn.of(session::getAttribute, clock.instant())
                .orElseThrow()
                .enrolment();
        assertThat(code("000000")).isEqualTo(WRONG);
        assertThat(code(shown.recoveryCodes().getFirst())).isEqualTo(WRONG);
        assertThat(code(Totp.code(shown.secret(), Totp.step(clock.instant())))).isEqualTo("/");
        assertThat(audited("factor.on", person.login())).isEqualTo(1);
        signedIn.as(person);
        assertThatThrownBy(() -> factors.switchOff(PASSWORD))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.code()).contains("factor.demanded"));
    }

    @Test
    void anAdministratorResetsItAndNobodyElseDoes() throws Exception {
        switchOn();
        assertThatThrownBy(() -> factors.reset(person.id())).isInstanceOf(AccessDeniedException.class);
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        assertThat(factors.holders()).extracting(FactorService.Holder::login).contains(person.login());
        factors.reset(person.id());
        assertThat(audited("factor.reset", person.login())).isEqualTo(1);
        assertThat(password()).isEqualTo("/");
    }

    @Test
    void theCommandForALostPasswordTakesTheFactorAway() {
        switchOn();
        lost.replace(person.login());
        assertThat(factors.mine()).isEmpty();
    }

    @Test
    void switchingItOffNeedsThePassword() throws Exception {
        switchOn();
        assertThatThrownBy(() -> factors.switchOff("another")).isInstanceOf(BadInput.class);
        factors.switchOff(PASSWORD);
        assertThat(audited("factor.off", person.login())).isEqualTo(1);
        assertThat(password()).isEqualTo("/");
    }

    private void switchOn() {
        signedIn.as(person);
        factors.switchOn(PASSWORD, enrolment, Totp.code(enrolment.secret(), Totp.step(clock.instant()) - 1));
    }

    private String now() {
        return Totp.code(enrolment.secret(), Totp.step(clock.instant()));
    }

    private String password() throws Exception {
        signedIn.nobody();
        return web.perform(post("/login")
                        .session(session)
                        .param("username", person.login())
                        .param("password", PASSWORD))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
    }

    private String code(String typed) throws Exception {
        signedIn.nobody();
        return web.perform(post("/login/code").session(session).param("code", typed))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
    }

    private boolean isIn() {
        return session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
    }
}
