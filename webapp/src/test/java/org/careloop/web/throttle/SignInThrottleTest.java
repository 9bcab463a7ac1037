package org.careloop.web.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.careloop.web.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInThrottleTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final String HOSPITAL = "203.0.113.7";
    private static final Optional<String> STRANGE = Optional.empty();

    private final SettableClock clock = new SettableClock(START);
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void afterFiveFailuresANameWaitsTwiceAsLongEachTime() {
        for (int i = 1; i <= SignInThrottle.FREE_FAILURES; i++) {
            assertThat(throttle.admit("ada", HOSPITAL, STRANGE).inARow()).isEqualTo(i);
        }
        for (int seconds : new int[] {15, 30, 60, 120, 240, 480, 900, 900}) {
            assertThat(throttle.admit("ada", HOSPITAL, STRANGE).toWait()).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
            assertThat(throttle.admit("ada", HOSPITAL, STRANGE).refused()).isFalse();
        }
        clock.advance(Duration.ofMinutes(61));
        assertThat(throttle.admit("ada", HOSPITAL, STRANGE).inARow()).isEqualTo(1);
    }

    @Test
    void aSuccessClearsWhatWasWrongBefore() {
        throttle.admit("ada", HOSPITAL, STRANGE);
        throttle.admit("ada", HOSPITAL, STRANGE).success().run();
        assertThat(throttle.admit("ada", HOSPITAL, STRANGE).inARow()).isEqualTo(1);
    }

    @Test
    void anAttemptThatCameToNothingByNoFaultOfThePersonIsNone() {
        for (int i = 0; i < 60; i++) {
            Attempt attempt = throttle.admit("ada", HOSPITAL, STRANGE);
            assertThat(attempt.inARow()).isEqualTo(1);
            attempt.takeBack().run();
        }
    }

    @Test
    void anAttemptTakenBackLeavesTheWaitAsItWas() {
        for (int i = 0; i < SignInThrottle.FREE_FAILURES; i++) {
            throttle.admit("ada", HOSPITAL, STRANGE);
        }
        clock.advance(Duration.ofSeconds(15));
        throttle.admit("ada", HOSPITAL, STRANGE).takeBack().run();
        assertThat(throttle.admit("ada", HOSPITAL, STRANGE).refused()).isFalse();
    }

    /** One password, many names: each name is tried once. */
    @Test
    void aNetworkThatSpraysNamesMakesLessThanOneGuessASecond() {
        int before = 0;
        AtomicInteger guesses = new AtomicInteger();
        for (int minute = 0; minute < 10; minute++) {
            for (int i = 0; i < 3000; i++) {
                clock.advance(Duration.ofMillis(20));
                guess("name-" + minute + "-" + i, "203.0.113." + i % 250, guesses);
            }
            assertThat(guesses.get() - before).isLessThan(60);
            before = guesses.get();
        }
        assertThat(guesses.get()).isBetween(240, 270);
    }

    @Test
    void tenThousandNamesFromAThousandNetworksPushNothingOut() {
        for (int i = 0; i < SignInThrottle.FREE_FAILURES; i++) {
            throttle.admit("ada", HOSPITAL, STRANGE);
        }
        for (int i = 0; i < 30; i++) {
            throttle.admit("other-" + i, "198.51.100.9", STRANGE);
        }
        for (int i = 0; i < 10_000; i++) {
            throttle.admit("stranger-" + i, "2001:db8:0:%x::1".formatted(i % 1000), STRANGE);
        }
        assertThat(throttle.admit("ada", HOSPITAL, STRANGE).toWait()).isEqualTo(Duration.ofSeconds(15));
        assertThat(throttle.admit("fresh", "198.51.100.200", STRANGE).refused()).isTrue();
        assertThat(throttle.admit("grace", "192.0.2.1", STRANGE).inARow()).isEqualTo(1);
    }

    @Test
    void oneNameGuessedFromEverywhereWaitsToo() {
        AtomicInteger guesses = new AtomicInteger();
        for (int i = 0; i < 5000; i++) {
            guess("ada", "2001:db8:1:%x::1".formatted(i), guesses);
        }
        assertThat(guesses.get()).isEqualTo(50);
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 5000; i++) {
            guess("ada", "2001:db8:2:%x::1".formatted(i), guesses);
        }
        assertThat(guesses.get()).isEqualTo(100);
    }

    @Test
    void aBrowserInWhichThisNameHasSignedInWaitsForNobodyElse() {
        attack();
        Optional<String> known = Optional.of("number");
        for (int i = 1; i <= SignInThrottle.FREE_FAILURES; i++) {
            assertThat(throttle.admit("ada", HOSPITAL, known).inARow()).isEqualTo(i);
        }
        assertThat(throttle.admit("ada", HOSPITAL, known).toWait()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aNameThatSignedInFromTheNetworkBeforeHasTurnsThatStrangersCannotTake() {
        throttle.admit("grace", HOSPITAL, STRANGE).success().run();
        attack();
        assertThat(throttle.admit("stranger", HOSPITAL, STRANGE).refused()).isTrue();
        assertThat(throttle.admit("grace", HOSPITAL, STRANGE).inARow()).isEqualTo(1);
        assertThat(throttle.admit("grace", "198.51.100.9", STRANGE).inARow()).isEqualTo(1);
    }

    private void attack() {
        for (int i = 0; i < 100; i++) {
            throttle.admit("ada", HOSPITAL, STRANGE);
            throttle.admit("name-" + i, HOSPITAL, STRANGE);
        }
    }

    @Test
    void aHundredAndFiftyWhoComeInTheMorningDoNotWait() {
        for (int i = 0; i < 150; i++) {
            Attempt attempt = throttle.admit("annotator-" + i, HOSPITAL, STRANGE);
            assertThat(attempt.refused()).isFalse();
            attempt.success().run();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.255, true",
        "192.0.2.1, 192.0.3.1, false",
        "::ffff:192.0.2.1, 192.0.2.9, true",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "fe80::1%eth0, fe80::2, true",
        "not an address, neither, false"
    })
    void addressesOfOneHolderAreOneNetwork(String one, String other, boolean same) {
        assertThat(Networks.of(one).equals(Networks.of(other))).isEqualTo(same);
    }

    @Test
    void wrongTokensWaitAndOneThatWasRightDoesNot() {
        throttle.admitToken("right", HOSPITAL).success().run();
        int admitted = 0;
        for (int i = 0; i < 1000; i++) {
            admitted += throttle.admitToken("wrong-" + i, HOSPITAL).refused() ? 0 : 1;
        }
        assertThat(admitted).isEqualTo(20);
        assertThat(throttle.admitToken("right", HOSPITAL).refused()).isFalse();
        assertThat(throttle.admitToken("other", HOSPITAL).toWait()).isEqualTo(Duration.ofMillis(2500));
        assertThat(throttle.admitToken("other", "198.51.100.9").refused()).isFalse();
    }

    private void guess(String name, String address, AtomicInteger guesses) {
        if (!throttle.admit(name, address, STRANGE).refused()) {
            guesses.incrementAndGet();
        }
    }
}
