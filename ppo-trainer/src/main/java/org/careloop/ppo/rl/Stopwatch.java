package org.careloop.ppo.rl;

import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds that the parts of an iteration took. */
final class Stopwatch {
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long since = System.nanoTime();

    /** Records the time since the last lap under a name. */
    void lap(String name) {
        long now = System.nanoTime();
        seconds.put(name, (now - since) / 1e9);
        since = now;
    }

    Map<String, Double> seconds() {
        return seconds;
    }
}
