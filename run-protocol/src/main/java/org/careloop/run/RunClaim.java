package org.careloop.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.careloop.run.presence.Held;
import org.careloop.run.presence.Presence;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one process on a run: an operating system lock on a file of the run directory. The operating system releases
 * the lock when the process ends, so a dead process never keeps a run on its host; on other hosts, which may not see the lock, its
 * {@link Presence} fades within a minute.
 */
public final class RunClaim implements AutoCloseable {
    /** {@link #isTaken} takes the lock for an instant to see whether it is free, so {@link #take} tries several times. */
    private static final int ATTEMPTS = 10;

    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * POSIX drops a process's lock when it closes any channel on the file, so a file that this process locked is not
     * opened again.
     */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path lock;
    private final Path claimant;
    private final FileChannel channel;
    private final Held held;

    private RunClaim(Path lock, Path claimant, FileChannel channel, Held held) {
        this.lock = lock;
        this.claimant = claimant;
        this.channel = channel;
        this.held = held;
    }

    static Optional<RunClaim> take(Path lock, Path claimant, Presence presence, String who) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileChannel channel = tryLock(lock);
            if (channel != null) {
                return take(lock, claimant, channel, presence, who);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    /** Of a lock that this host has; gives it back where another host is at work. */
    private static Optional<RunClaim> take(Path lock, Path claimant, FileChannel channel, Presence presence, String who)
            throws IOException {
        Optional<Held> held = Optional.empty();
        try {
            held = presence.begin();
            if (held.isPresent()) {
                Files.writeString(claimant, who);
                return Optional.of(new RunClaim(lock, claimant, channel, held.get()));
            }
        } catch (IOException e) {
            if (held.isPresent()) {
                held.get().close();
            }
            unlock(lock, channel);
            throw e;
        }
        unlock(lock, channel);
        return Optional.empty();
    }

    static boolean isTaken(Path lock, Presence presence) throws IOException {
        FileChannel channel = tryLock(lock);
        if (channel != null) {
            unlock(lock, channel);
        }
        return channel == null || presence.isElsewhere();
    }

    /** The channel that holds the lock, or null when somebody else does. */
    private static @Nullable FileChannel tryLock(Path lock) throws IOException {
        if (!LOCKED_HERE.add(lock)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            return locked ? channel : null;
        } finally {
            if (!locked) {
                unlock(lock, channel);
            }
        }
    }

    private static void unlock(Path lock, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            LOCKED_HERE.remove(lock);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(claimant);
            held.close();
        } finally {
            unlock(lock, channel);
        }
    }
}
