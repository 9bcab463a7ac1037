package org.careloop.web.annotation;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.careloop.web.database.Outage;
import org.springframework.dao.DataAccessException;

/**
 * Admits a bounded number of transactions at a time, in the order of their arrival.
 *
 * <p>Handing out a pair and storing a verdict are a handful of short statements each. If all of them run at once, every
 * transaction waits for a processor at each of its statements, so that all are slow and some are overtaken again and
 * again. A few at a time are quick, one after the other.
 */
final class FairGate {
    // Per processor: one statement is executed while the result of another is read and a third is being sent.
    private static final int FOR_EACH_PROCESSOR = 3;
    private static final int FEWEST = 4;
    // Others need connections to the database too.
    private static final int MOST = 15;

    private final Semaphore free;
    private final Duration patience;

    /**
     * @param atOnce how many are let in together
     * @param patience how long one waits to be let in
     */
    FairGate(int atOnce, Duration patience) {
        free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** Admits as many at once as keep the processors busy. */
    static FairGate forProcessors(int processors, Duration patience) {
        return new FairGate(Math.clamp((long) processors * FOR_EACH_PROCESSOR, FEWEST, MOST), patience);
    }

    /**
     * Runs the work once it is admitted. Call it outside a transaction: inside one it would hold a database connection
     * while it waits. The work ends in any case, because every statement has its time, and with it the turn.
     *
     * @throws DataAccessException when those before it take so long that its patience ends
     */
    <T> T take(Supplier<T> work) {
        if (!isLetIn()) {
            throw Outage.noTurn();
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean isLetIn() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many could be let in now without waiting. */
    int free() {
        return free.availablePermits();
    }
}
