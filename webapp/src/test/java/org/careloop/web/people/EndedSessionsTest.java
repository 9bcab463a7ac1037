package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.careloop.web.ServedTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session ends when its person has done nothing for an hour, whatever their open pages send by themselves. */
class EndedSessionsTest extends ServedTest {
    private static final String PASSWORD = "the ward at night";

    private Browser browser;

    @BeforeEach
    void somebodyIsIn() throws Exception {
        Person person = signedIn.account("idle", Role.CLINICIAN);
        signedIn.password(person, PASSWORD);
        browser = new Browser(port);
        browser.signIn(person.login(), PASSWORD);
        assertThat(browser.open("help")).contains("help");
    }

    @Test
    void actsKeepItAlive() throws Exception {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(59));
            assertThat(browser.get("/help").statusCode()).isEqualTo(200);
        }
        assertThat(browser.open("my-work")).doesNotContain("login");
    }

    @Test
    void anHourWithoutOneEndsItWithTheReason() throws Exception {
        clock.advance(Duration.ofMinutes(61));
        var answer = browser.get("/my-work");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login?idle");
        assertThat(browser.get("/my-work").headers().firstValue("Location").orElse(""))
                .endsWith("/login");
    }

    @Test
    void theHeartbeatOfAnOpenPageIsNoActAndHearsThatItEnded() throws Exception {
        clock.advance(Duration.ofMinutes(40));
        assertThat(browser.get("/?v-r=heartbeat&v-uiId=0").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(21));
        assertThat(browser.get("/?v-r=heartbeat&v-uiId=0").statusCode()).isEqualTo(403);
    }
}
