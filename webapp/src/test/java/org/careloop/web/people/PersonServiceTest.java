package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.careloop.run.BadInput;
import org.careloop.web.WebTest;
import org.careloop.web.throttle.SignInThrottle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.support.TransactionTemplate;

class PersonServiceTest extends WebTest {
    @Autowired
    private PersonService service;

    @Autowired
    private InvitationService invitations;

    @Autowired
    private SignIn signIn;

    @Autowired
    private FirstAccounts first;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private LiveSessions sessions;

    private final String login = "li." + UUID.randomUUID();

    @BeforeEach
    void administrate() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
    }

    @Test
    void anAccountOpensWithItsGeneratedPasswordInAnyCase() {
        String password = service.create(login.toUpperCase(Locale.ROOT), "", Set.of(Role.CLINICIAN));
        Authentication in = signIn(login, password);
        assertThat(in.getName()).isEqualTo(login);
        assertThat(in.getAuthorities()).extracting(Object::toString).contains("ROLE_CLINICIAN");
        assertThat(((SignedInPerson) in.getPrincipal()).getPassword()).isNotEqualTo(password);
    }

    @Test
    void aLoginIsGivenOnce() {
        service.create(login, "", Set.of(Role.CLINICIAN));
        assertThatThrownBy(() -> service.create(login, "", Set.of()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is taken; choose another");
    }

    @Test
    void aClosedAccountDoesNotOpen() {
        String password = service.create(login, "", Set.of(Role.CLINICIAN));
        service.change(person(), Set.of(Role.CLINICIAN), List.of(), List.of(), false);
        assertThatThrownBy(() -> signIn(login, password)).isInstanceOf(DisabledException.class);
    }

    @Test
    void aNewPasswordEndsTheOldOne() {
        String old = service.create(login, "", Set.of(Role.CLINICIAN));
        String fresh = "quiet-rivers-run-deep";
        invitations.setPassword(invitations.reset(person()).token(), fresh);
        assertThatThrownBy(() -> signIn(login, old)).isInstanceOf(BadCredentialsException.class);
        assertThat(signIn(login, fresh).isAuthenticated()).isTrue();
    }

    @Test
    void closingAnAccountAndChangingItsRolesEndOpenSessionsAtOnce() {
        Authentication session = signIn(login, service.create(login, "", Set.of(Role.CLINICIAN)));
        service.change(person(), Set.of(Role.CLINICIAN), List.of("cardiology"), List.of("zh"), true);
        assertThat(sessions.isLive(session)).isTrue();
        service.change(person(), Set.of(Role.STUDY_LEAD), List.of("cardiology"), List.of("zh"), true);
        assertThat(sessions.isLive(session)).isFalse();
    }

    @Test
    void theSecondOfTwoAdministratorsIsToldThatTheAccountChanged() {
        service.create(login, "", Set.of(Role.CLINICIAN));
        Person seen = person();
        service.change(seen, Set.of(Role.STUDY_LEAD), List.of(), List.of(), true);
        assertThatThrownBy(() -> service.change(seen, Set.of(Role.ML_ENGINEER), List.of(), List.of(), true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("changed meanwhile");
        assertThat(person().roles()).containsExactly(Role.STUDY_LEAD);
    }

    /** Each is still one when the other begins to look. */
    @Test
    void twoAdministratorsWhoCloseEachOtherAtOnceLeaveOne() throws Exception {
        List<UUID> others = database.sql("update person set active = false where active returning id")
                .query(UUID.class)
                .list();
        try {
            for (int round = 0; round < 10; round++) {
                Person one = signedIn.account("one", Role.ADMINISTRATOR);
                Person two = signedIn.account("two", Role.ADMINISTRATOR);
                assertThat(List.of(closing(one, two), closing(two, one)).stream()
                                .map(CompletableFuture::join)
                                .filter(closed -> closed))
                        .hasSize(1);
                database.sql("update person set active = false where active").update();
            }
        } finally {
            others.forEach(id -> database.sql("update person set active = true where id = ?")
                    .param(id)
                    .update());
        }
    }

    /** Whether the second account was closed by the first. */
    private CompletableFuture<Boolean> closing(Person by, Person account) {
        return CompletableFuture.supplyAsync(
                () -> {
                    signedIn.as(by);
                    try {
                        service.change(account, Set.of(Role.ADMINISTRATOR), List.of(), List.of(), false);
                        return true;
                    } catch (BadInput e) {
                        assertThat(e).hasMessageContaining("the last one that administers");
                        return false;
                    }
                },
                Thread::startVirtualThread);
    }

    @Test
    void guessingHasToWait() {
        String password = service.create(login, "", Set.of(Role.CLINICIAN));
        for (int i = 0; i < SignInThrottle.FREE_FAILURES; i++) {
            assertThatThrownBy(() -> signIn(login, "guess")).isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> signIn(login, password)).isInstanceOf(LockedException.class);
        clock.advance(Duration.ofSeconds(16));
        assertThat(signIn(login, password).isAuthenticated()).isTrue();
    }

    /** Votes can be imported by command before anybody has started the application. */
    @Test
    void accountsThatLetNobodyInAreNoReasonToMakeNoAdministrator() {
        assertThat(first.areMissing()).isFalse();
        transaction.executeWithoutResult(status -> {
            database.sql("update person set active = false").update();
            assertThat(first.areMissing()).isTrue();
            status.setRollbackOnly();
        });
    }

    @Test
    void onlyAdministratorsKeepAccounts() {
        signedIn.as(signedIn.clinician("one"));
        assertThatThrownBy(() -> service.all()).isInstanceOf(AccessDeniedException.class);
    }

    private Person person() {
        return service.all().stream()
                .filter(person -> person.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private Authentication signIn(String name, String password) {
        return signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password));
    }
}
