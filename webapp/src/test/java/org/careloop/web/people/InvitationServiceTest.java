package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.people.InvitationService.Link;
import org.careloop.web.people.InvitationService.NewAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

class InvitationServiceTest extends WebTest {
    private static final String PASSWORD = "quiet-rivers-run-deep";

    @Autowired
    private InvitationService invitations;

    @Autowired
    private SignIn signIn;

    private final String login = "new." + UUID.randomUUID();

    @BeforeEach
    void administrate() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
    }

    @Test
    void aLinkOpensOneAccountWithItsRolesAndThenNoMore() {
        Link link = invitations.invite(Set.of(Role.CLINICIAN));
        signedIn.nobody();
        invitations.accept(link.token(), account(login, PASSWORD));
        assertThat(signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, PASSWORD))
                        .getAuthorities())
                .extracting(Object::toString)
                .contains("ROLE_CLINICIAN")
                .doesNotContain("ROLE_ADMINISTRATOR");
        assertThat(state(link)).isEqualTo(Invitation.State.USED);
        assertThatThrownBy(() -> invitations.accept(link.token(), account(login + "2", PASSWORD)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("ask for a new one");
    }

    @Test
    void aLinkExpiresAfterAWeekAndCanBeTakenBack() {
        Link late = invitations.invite(Set.of(Role.CLINICIAN));
        Link wrong = invitations.invite(Set.of(Role.CLINICIAN));
        invitations.revoke(invitations.look(wrong.token()).orElseThrow().id());
        assertThat(state(wrong)).isEqualTo(Invitation.State.REVOKED);
        clock.advance(Duration.ofDays(7));
        assertThat(state(late)).isEqualTo(Invitation.State.EXPIRED);
        assertThatThrownBy(() -> invitations.accept(late.token(), account(login, PASSWORD)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void theDatabaseDoesNotHoldTheToken() {
        Link link = invitations.invite(Set.of(Role.CLINICIAN));
        assertThat(database.sql("select count(*) from invitation i where i::text like '%' || ? || '%'")
                        .param(link.token())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(link.toString()).doesNotContain(link.token());
    }

    @Test
    void weakPasswordsAndBadNamesUseUpNoLink() {
        Link link = invitations.invite(Set.of(Role.CLINICIAN));
        for (String weak : List.of("short", login, "aaaaaaaaaaaaaaaa", "x".repeat(201))) {
            assertThatThrownBy(() -> invitations.accept(link.token(), account(login, weak)))
                    .isInstanceOf(BadInput.class);
        }
        for (String name : List.of("", "<b>x</b>", "x".repeat(10_000))) {
            assertThatThrownBy(() -> invitations.accept(link.token(), account(name, PASSWORD)))
                    .isInstanceOfSatisfying(
                            BadInput.class, e -> assertThat(e.code()).contains("account.login"));
        }
        assertThat(state(link)).isEqualTo(Invitation.State.OPEN);
    }

    @Test
    void aStudyLeadInvitesCliniciansOnly() {
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        assertThatThrownBy(() -> invitations.invite(Set.of(Role.ADMINISTRATOR)))
                .isInstanceOf(AccessDeniedException.class);
    }

    private Invitation.State state(Link link) {
        return invitations.look(link.token()).orElseThrow().state();
    }

    private static NewAccount account(String login, String password) {
        return new NewAccount(login, "", password, List.of("cardiology"), List.of("en"));
    }
}
