package org.careloop.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What annotators have said, and what they were answered. Each verdict carries a token as its reason in words. */
final class Ledger {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refused = new TreeMap<>();
    private volatile Recovery recovery;

    Ledger(int annotators) {
        recovery = new Recovery(annotators);
    }

    /** A verdict is about to be sent. */
    void say(String token) {
        said.add(token);
    }

    /**
     * Its storing was confirmed.
     *
     * @param sentAt by {@link System#nanoTime}
     */
    void acknowledge(String token, int annotator, long sentAt) {
        change(() -> {
            acknowledged.add(token);
            recovery.answered(annotator, sentAt);
        });
    }

    /** It was answered that it is not stored, and why. */
    void refuse(String why, int annotator, long sentAt) {
        change(() -> {
            refused.merge(why, 1, Integer::sum);
            recovery.answered(annotator, sentAt);
        });
    }

    /** From now on it is watched when everybody is answered again. */
    Recovery watch() {
        Recovery next = new Recovery(recovery.annotators());
        change(() -> recovery = next);
        return next;
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something holds; false where it does not in time. */
    boolean await(BooleanSupplier what, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!what.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    Set<String> said() {
        return said;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    Map<String, Integer> refused() {
        return refused;
    }

    static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toNanos() / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
