package org.careloop.web.throttle;

import java.time.Duration;

/**
 * An attempt to prove something, as the throttle took it.
 *
 * @param inARow how many this makes for whom it counts; 0 when it was refused
 * @param toWait how long until the next may be made; zero when this one was admitted
 * @param success what a success clears
 * @param takeBack what undoes it where nobody has looked at the secret
 */
public record Attempt(int inARow, Duration toWait, Runnable success, Runnable takeBack) {
    static Attempt refused(long millis) {
        return new Attempt(0, Duration.ofMillis(millis), () -> {}, () -> {});
    }

    public boolean refused() {
        return !toWait.isZero();
    }
}
