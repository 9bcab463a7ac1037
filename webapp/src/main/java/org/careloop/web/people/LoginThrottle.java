package org.careloop.web.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows down password guessing. After some failures in a row an address has to wait before it may try the same login
 * again, twice as long after each further failure. Other logins from the same address do not wait, because many people
 * share an address. Kept in memory: a restart clears it, and so does an hour without a failure.
 */
@Component
class LoginThrottle {
    static final int FREE_FAILURES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** @param before when the failure before the last one was; the last one itself where there was none */
    private record Failures(int count, Instant last, Instant before) {
        Instant until() {
            return count < FREE_FAILURES ? last : last.plus(wait(count));
        }

        private static Duration wait(int count) {
            int doublings = Math.min(count - FREE_FAILURES, 10);
            Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
            return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        }
    }

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Admits an attempt or refuses it. An attempt counts as a failure until it succeeds, so that many attempts at the
     * same time cannot pass the limit.
     *
     * @return how many attempts in a row this makes; 0 when the login has to wait
     */
    synchronized int admit(String login, String address) {
        String key = key(login, address);
        Failures known = failures.get(key);
        Instant now = clock.instant();
        if (known != null && known.until().isAfter(now)) {
            return 0;
        }
        failures.remove(key);
        if (known == null || known.last().plus(REMEMBERED).isBefore(now)) {
            failures.put(key, new Failures(1, now, now));
            return 1;
        }
        failures.put(key, new Failures(known.count() + 1, now, known.last()));
        return known.count() + 1;
    }

    synchronized void succeeded(String login, String address) {
        failures.remove(key(login, address));
    }

    /** The attempt that was admitted last came to nothing by no fault of who made it: it was none. */
    synchronized void takeBack(String login, String address) {
        String key = key(login, address);
        Failures known = failures.remove(key);
        if (known != null && known.count() > 1) {
            failures.put(key, new Failures(known.count() - 1, known.before(), known.before()));
        }
    }

    private static String key(String login, String address) {
        // What somebody sends as a login may be longer than any is; the rest is not kept.
        return login.substring(0, Math.min(login.length(), Logins.LONGEST_LOGIN)) + '\n' + address;
    }
}
