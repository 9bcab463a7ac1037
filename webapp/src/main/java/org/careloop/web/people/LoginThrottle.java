package org.careloop.web.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after some failures in a row an address has to wait before it may try the same login again, twice
 * as long after each further failure. Kept in memory; a restart forgets it.
 */
@Component
class LoginThrottle {
    static final int FREE_FAILURES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Failures(int count, Instant until) {}

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean mustWait(String login, String address) {
        Failures known = failures.get(key(login, address));
        return known != null && known.until().isAfter(clock.instant());
    }

    synchronized void failed(String login, String address) {
        failures.merge(key(login, address), new Failures(1, Instant.MIN), (known, one) -> {
            int count = known.count() + 1;
            return new Failures(
                    count, count < FREE_FAILURES ? Instant.MIN : clock.instant().plus(wait(count)));
        });
    }

    synchronized void succeeded(String login, String address) {
        failures.remove(key(login, address));
    }

    private static Duration wait(int count) {
        int doublings = Math.min(count - FREE_FAILURES, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static String key(String login, String address) {
        return login + '\n' + address;
    }
}
