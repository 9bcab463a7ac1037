package org.careloop.web.database;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded PostgreSQL again when its process has ended: after one second, and where that fails after two, four … up to
 * sixty. A minute of health begins the pauses anew.
 */
public final class ServerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    /** The server that is watched. */
    interface Server {
        boolean isRunning();

        /**
         * Starts it and waits until it answers.
         *
         * @throws IOException saying why it does not
         */
        void startAgain() throws IOException, InterruptedException;
    }

    private final Server server;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private Duration pause = Duration.ofSeconds(1);
    private @Nullable Instant nextTry;
    private Instant upSince;
    private volatile int restarts;
    private volatile boolean ended;

    ServerWatch(Server server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
        this.upSince = clock.instant();
    }

    /** How often it was started again since this process began. */
    public int restarts() {
        return restarts;
    }

    /** Looks once; to be called every second. While it starts the server another call does nothing. */
    public void look() throws InterruptedException {
        if (ended || !looking.tryLock()) {
            return;
        }
        try {
            tend();
        } finally {
            looking.unlock();
        }
    }

    private void tend() throws InterruptedException {
        Instant now = clock.instant();
        if (server.isRunning()) {
            nextTry = null;
            if (!now.isBefore(upSince.plus(HEALTHY))) {
                pause = Duration.ofSeconds(1);
            }
        } else if (nextTry == null) {
            LOG.error("the embedded PostgreSQL has ended; starting it again in {} s", pause.toSeconds());
            nextTry = now.plus(pause);
        } else if (!now.isBefore(nextTry)) {
            startAgain();
        }
    }

    private void startAgain() throws InterruptedException {
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        try {
            server.startAgain();
            restarts++;
            upSince = clock.instant();
            nextTry = null;
            LOG.warn("the embedded PostgreSQL answers again (restart {})", restarts);
        } catch (IOException e) {
            LOG.error(
                    "the embedded PostgreSQL cannot be started: {}; next try in {} s",
                    e.getMessage(),
                    pause.toSeconds());
            nextTry = clock.instant().plus(pause);
        }
    }

    /** The process is about to end and takes the server with it. */
    public void end() {
        ended = true;
    }
}
