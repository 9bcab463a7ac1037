package org.careloop.ppo.answer;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** How long is waited before a request is sent again. */
public final class Patience {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Patience() {}

    /** Waits; a test's does not. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /**
     * Twice as long each time, up to half a minute, and as long as the server asks for within that.
     *
     * @param attempt that failed, counted from 1
     */
    static Duration after(int attempt, Optional<HttpHeaders> answer) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempt - 1, 6));
        Duration asked = answer.flatMap(headers -> headers.firstValue("Retry-After"))
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
        Duration longer = asked.compareTo(doubled) > 0 ? asked : doubled;
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}
