package org.careloop.run.presence;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A claim that stands, and gives signs until it is closed or lost. */
public final class Held implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Held.class.getName());

    /** As of a process that the system ended: its state is kept, and it says nothing in the run's own files. */
    private static final int CLAIM_LOST = 137;

    private final Presence presence;
    private final String id;
    private final Runnable lost;
    private final CountDownLatch closed = new CountDownLatch(1);

    Held(Presence presence, String id, Runnable lost) {
        this.presence = presence;
        this.id = id;
        this.lost = lost;
        Thread.ofPlatform().daemon().name("claim").start(this::live);
    }

    private void live() {
        try {
            while (!closed.await(Presence.EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!beat()) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "another host has taken over {0}, because this process gave no sign for a minute; it ends"
                                    + " here",
                            presence.directory());
                    lost.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Two processes on one run would spoil it, and this one may be anywhere in it. */
    static void endProcess() {
        Runtime.getRuntime().halt(CLAIM_LOST);
    }

    /** Gives a sign; false when another host has taken the claim away. */
    boolean beat() {
        try {
            if (!presence.stands(id)) {
                return closed.getCount() == 0 || !Files.isDirectory(presence.directory());
            }
            presence.giveSign(id);
        } catch (IOException e) {
            // A file system that is away for a while: the next sign tries again, and finds out who has the claim.
            LOG.log(System.Logger.Level.WARNING, "no sign of life in {0}: {1}", presence.directory(), e.toString());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        presence.end(id);
    }
}
