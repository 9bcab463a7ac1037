package org.careloop.lm.train;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A shutdown hook that notices the end of this process (Ctrl-C, SIGTERM) and delays it for a moment, so that a run can keep
 * its state after the current step. If the step takes longer, the run resumes from the last kept state; no file is left
 * half-written.
 */
final class ProcessEnd implements BooleanSupplier, AutoCloseable {
    /** Shorter than the five seconds after which a worker kills the trainer process. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::delayExit, "keep-state");
    private volatile boolean requested;

    private ProcessEnd() {}

    static ProcessEnd watch() {
        ProcessEnd end = new ProcessEnd();
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }

    private void delayExit() {
        requested = true;
        try {
            finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // The hook runs already; the latch ends its wait.
                requested = true;
            }
        }
    }
}
