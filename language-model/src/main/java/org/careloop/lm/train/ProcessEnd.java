package org.careloop.lm.train;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Learns that this process is told to end (Ctrl-C, SIGTERM) and holds the end back for a moment, so that a run can keep
 * its state at the next step's border. What takes longer is lost back to the last kept state, never torn.
 */
final class ProcessEnd implements BooleanSupplier, AutoCloseable {
    /** A worker kills its child after five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::holdBack, "keep-state");
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

    private void holdBack() {
        requested = true;
        try {
            over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endBegan) {
                // The hook runs already, and the latch lets it go.
                requested = true;
            }
        }
    }
}
