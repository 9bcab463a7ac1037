package org.careloop.web.annotation;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets a few people at a time at the database, in the order in which they came.
 *
 * <p>A verdict is a handful of short statements, and all that many people send at once shares the same processors. Begun
 * together they take turns at every statement, so that everybody waits for all the others and some for several rounds; begun
 * a few at a time each is soon through and nobody is overtaken.
 */
final class FairGate {
    // While one statement is carried out, the answer to another is read and a third is written.
    private static final int FOR_EACH_PROCESSOR = 3;
    private static final int FEWEST = 4;
    // Others need connections to the database too.
    private static final int MOST = 15;

    private final Semaphore free;

    /** @param atOnce how many are let in together */
    FairGate(int atOnce) {
        free = new Semaphore(atOnce, true);
    }

    /** As many as keep the processors busy. */
    static FairGate forProcessors(int processors) {
        return new FairGate(Math.clamp((long) processors * FOR_EACH_PROCESSOR, FEWEST, MOST));
    }

    /** Does the work when it is its turn. It should be no part of a transaction, since that would wait with a connection. */
    <T> T take(Supplier<T> work) {
        free.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
