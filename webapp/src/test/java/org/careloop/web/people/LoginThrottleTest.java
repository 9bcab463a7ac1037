package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final LoginThrottle throttle =
            new LoginThrottle(Clock.fixed(Instant.parse("2026-03-02T09:00:00Z"), ZoneOffset.UTC));

    @Test
    void anAttemptThatCameToNothingByNoFaultOfThePersonIsNone() {
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.admit("ada", "here")).isEqualTo(1);
            throttle.takeBack("ada", "here");
        }
        for (int i = 1; i <= LoginThrottle.FREE_FAILURES; i++) {
            assertThat(throttle.admit("ada", "here")).isEqualTo(i);
        }
        assertThat(throttle.admit("ada", "here")).isZero();
    }
}
