package org.careloop.web.throttle;

import java.time.Duration;

/**
 * For each key some failures at once, and then one each interval: the generic cell rate algorithm (ITU-T I.371). The moment
 * of a key is when its bucket will be empty again.
 */
final class Buckets {
    private final Moments emptyAt = new Moments();
    private final long interval;
    private final long room;

    /** @param atOnce how many failures an empty bucket takes */
    Buckets(int atOnce, Duration interval) {
        this.interval = interval.toMillis();
        this.room = (atOnce - 1) * this.interval;
    }

    /** How many milliseconds are left until the bucket takes one more; 0 when it does now. */
    long toWait(Key key, long now) {
        long emptyAt = this.emptyAt.get(key);
        return emptyAt == Moments.NEVER ? 0 : Math.max(0, emptyAt - room - now);
    }

    /** Puts a failure into the bucket; what comes back takes it out again. */
    Runnable take(Key key, long now) {
        boolean[] raised = emptyAt.raise(key, Math.max(emptyAt.get(key), now) + interval);
        return () -> emptyAt.lower(key, raised, interval);
    }
}
