package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class AnonymousSessionsTest {
    private final AnonymousSessions sessions = new AnonymousSessions(Duration.ofHours(8));

    @AfterEach
    void noRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void beyondFiveHundredTheLongestOpenedEndsAndNobodysWhoIsSignedIn() {
        MockHttpSession own = opened();
        signIn(own);
        List<MockHttpSession> strangers = new ArrayList<>();
        for (int i = 0; i < 2 * AnonymousSessions.MOST; i++) {
            strangers.add(opened());
        }
        assertThat(strangers.subList(0, AnonymousSessions.MOST)).allMatch(MockHttpSession::isInvalid);
        assertThat(strangers.subList(AnonymousSessions.MOST, 2 * AnonymousSessions.MOST))
                .noneMatch(MockHttpSession::isInvalid);
        assertThat(own.isInvalid()).isFalse();
    }

    @Test
    void theyLiveForMinutesAndAPersonsForItsFullTime() {
        MockHttpSession session = opened();
        assertThat(session.getMaxInactiveInterval()).isEqualTo(15 * 60);
        String before = session.getId();
        session.changeSessionId();
        sessions.sessionIdChanged(new HttpSessionEvent(session), before);
        signIn(session);
        assertThat(session.getMaxInactiveInterval()).isEqualTo(8 * 60 * 60);
    }

    @Test
    void oneThatEndedByItselfMakesRoom() {
        MockHttpSession first = opened();
        for (int i = 1; i < AnonymousSessions.MOST; i++) {
            MockHttpSession other = opened();
            sessions.sessionDestroyed(new HttpSessionEvent(other));
        }
        opened();
        assertThat(first.isInvalid()).isFalse();
    }

    private MockHttpSession opened() {
        MockHttpSession session = new MockHttpSession();
        sessions.sessionCreated(new HttpSessionEvent(session));
        return session;
    }

    private void signIn(MockHttpSession session) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSession(session);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        sessions.signedIn(
                new InteractiveAuthenticationSuccessEvent(new TestingAuthenticationToken("ada", ""), getClass()));
    }
}
