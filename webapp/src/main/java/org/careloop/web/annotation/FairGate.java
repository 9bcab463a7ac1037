package org.careloop.web.annotation;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

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

    /** @param atOnce how many are let in together */
    FairGate(int atOnce) {
        free = new Semaphore(atOnce, true);
    }

    /** Admits as many at once as keep the processors busy. */
    static FairGate forProcessors(int processors) {
        return new FairGate(Math.clamp((long) processors * FOR_EACH_PROCESSOR, FEWEST, MOST));
    }

    /**
     * Runs the work once it is admitted. Call it outside a transaction: inside one it would hold a database connection
     * while it waits.
     */
    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
