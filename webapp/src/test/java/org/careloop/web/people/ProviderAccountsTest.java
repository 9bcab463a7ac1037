package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.people.SignInElsewhere.Refusal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

/** The accounts of people whom a provider has signed in; its tokens were checked before. */
class ProviderAccountsTest extends WebTest {
    private static final String ISSUER = "https://directory.example";

    @Autowired
    private ProviderAccounts accounts;

    @Autowired
    private PersonService service;

    @Autowired
    private PersonRepository people;

    @Autowired
    private LiveSessions sessions;

    @Autowired
    private SignIn signIn;

    @Autowired
    private Reauthentication reauthentication;

    @Autowired
    private SecurityContextHolderStrategy security;

    private final String subject = "sub-" + UUID.randomUUID();
    private final String login = "nurse." + UUID.randomUUID();

    private ProvidedPerson provided(Role... roles) {
        return provided(NOW, Optional.empty(), Set.of(roles));
    }

    private ProvidedPerson provided(Instant provedAt, Optional<String> sid, Set<Role> roles) {
        return new ProvidedPerson(
                ISSUER, subject, login, "Nurse", Optional.of(roles), sid, new ProviderProof("token", provedAt));
    }

    private void refused(Refusal why, ProvidedPerson person, boolean makes) {
        assertThatThrownBy(() -> accounts.signIn(person, makes))
                .isInstanceOfSatisfying(
                        ProviderAccounts.RefusedException.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private Person stored() {
        return people.byLogin(login).orElseThrow();
    }

    @Test
    void otherRolesEndTheSessionsOfTheOldOnesAndAreRecorded() {
        Authentication before = accounts.signIn(provided(Role.CLINICIAN, Role.STUDY_LEAD), true);
        Authentication after = accounts.signIn(provided(Role.CLINICIAN), true);

        assertThat(stored().roles()).containsExactly(Role.CLINICIAN);
        assertThat(sessions.isLive(before)).isFalse();
        assertThat(sessions.isLive(after)).isTrue();
        assertThat(audited("account.roles-by-groups", login)).isEqualTo(1);
        assertThat(audited("account.sign-in", login)).isEqualTo(2);
    }

    @Test
    void theSameRolesLeaveOtherSessionsAlone() {
        Authentication before = accounts.signIn(provided(Role.CLINICIAN), true);
        accounts.signIn(provided(Role.CLINICIAN), true);

        assertThat(sessions.isLive(before)).isTrue();
        assertThat(audited("account.roles-by-groups", login)).isZero();
    }

    @Test
    void whoeverLosesAllGroupsLosesAllRolesAndStaysOut() {
        Authentication before = accounts.signIn(provided(Role.ADMINISTRATOR), true);
        refused(Refusal.GROUPS, provided(), true);

        assertThat(stored().roles()).isEmpty();
        assertThat(sessions.isLive(before)).isFalse();
    }

    @Test
    void nobodyInNoGroupGetsAnAccount() {
        refused(Refusal.GROUPS, provided(), true);

        assertThat(people.byLogin(login)).isEmpty();
    }

    @Test
    void whereAccountsMustExistAnAdministratorLinksThem() {
        Person person = signedIn.clinician("linked");
        refused(Refusal.UNKNOWN, provided(Role.CLINICIAN), false);

        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        service.link(person, ISSUER, " " + subject + " ");
        Authentication in = accounts.signIn(provided(Role.CLINICIAN), false);

        assertThat(in.getName()).isEqualTo(person.login());
        assertThat(audited("account.link", person.login())).isEqualTo(1);
        assertThatThrownBy(() -> service.link(signedIn.clinician("other"), ISSUER, subject))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("belongs to another account");
        service.link(person, ISSUER, "");
        assertThat(sessions.isLive(in)).isFalse();
        refused(Refusal.UNKNOWN, provided(Role.CLINICIAN), false);
    }

    @Test
    void aSessionAtTheProviderNamesWhoseSessionsEnd() {
        String sid = "sid-" + UUID.randomUUID();
        Authentication in = accounts.signIn(provided(NOW, Optional.of(sid), Set.of(Role.CLINICIAN)), true);

        assertThat(accounts.endSessions("https://another.example", Optional.of(subject), Optional.of(sid)))
                .isFalse();
        assertThat(sessions.isLive(in)).isTrue();
        assertThat(accounts.endSessions(ISSUER, Optional.empty(), Optional.of(sid)))
                .isTrue();
        assertThat(sessions.isLive(in)).isFalse();
    }

    @Test
    void noPasswordFitsAnAccountThatTheProviderMade() {
        accounts.signIn(provided(Role.CLINICIAN), true);

        for (String guess : List.of("", "!", "a long guess at night")) {
            assertThatThrownBy(() ->
                            signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, guess)))
                    .isInstanceOf(BadCredentialsException.class);
        }
    }

    @Test
    void namesOfOtherSystemsBecomeAccountNames() {
        assertThat(Logins.nearest(" WARD\\Wang Li ", "x")).isEqualTo("ward-wang-li");
        assertThat(Logins.nearest("_svc@clinic.example", "x")).isEqualTo("svc@clinic.example");
        assertThat(Logins.nearest("王丽", "x")).matches("person-[0-9a-f]{12}");
        assertThat(Logins.nearest("a".repeat(300), "x")).hasSize(100);
    }

    @Test
    void aSignInAtTheProviderIsAsGoodAsAPasswordForFiveMinutes() {
        Instant proved = NOW.minus(Duration.ofMinutes(4));
        security.setContext(new SecurityContextImpl(
                accounts.signIn(provided(proved, Optional.empty(), Set.of(Role.CLINICIAN)), true)));

        reauthentication.require("");
        clock.set(NOW.plus(Duration.ofMinutes(2)));
        assertThatThrownBy(() -> reauthentication.require(""))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than 5 minutes ago");
    }
}
