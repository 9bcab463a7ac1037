package org.careloop.run.presence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Which host works on a directory. The operating system's lock says it within a host and frees itself with the process; over a
 * network some file systems keep such locks to each host. So the one that has the lock also creates {@code worker.claim},
 * which only one host can, and touches {@code worker.beat.<claim>} every few seconds. A claim of another host whose beat has been
 * still for a minute, by the clock of the file system, is dead and is taken away; one of this host is dead as soon as its lock is
 * free.
 *
 * @param directory that is shared
 * @param host that the process runs on
 */
public record Presence(Path directory, String host) {
    /** How often whoever works gives a sign. */
    static final Duration EVERY = Duration.ofSeconds(5);

    /** Eleven in a row may be late. */
    static final Duration BELIEVED = EVERY.multipliedBy(12);

    /** Of several hosts that find a claim dead at once, one may move another's new claim aside for an instant. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final String BEAT = "worker.beat.";
    private static final String ASIDE = "worker.dead.";
    private static final String PROBE = "worker.probe.";

    /** Who works on the directory, as this process would. */
    public static Presence here(Path directory) {
        return new Presence(directory, HostName.here());
    }

    /** What {@code worker.claim} says. */
    private record Claim(String host, String id) {
        static Claim parse(String written) {
            int space = written.indexOf(' ');
            // One that is being created has no word yet.
            return space < 0
                    ? new Claim("", "")
                    : new Claim(
                            written.substring(0, space),
                            written.substring(space + 1).strip());
        }

        @Override
        public String toString() {
            return host + " " + id;
        }
    }

    private Path file() {
        return directory.resolve("worker.claim");
    }

    private Path beat(String id) {
        return directory.resolve(BEAT + id);
    }

    /** Whether another host has claimed the directory and still gives signs. */
    public boolean isElsewhere() throws IOException {
        Optional<Claim> claim = read();
        return claim.isPresent() && !claim.get().host().equals(host) && isBeating(claim.get());
    }

    /**
     * Claims the directory for this process, which holds its host's lock on it.
     *
     * @return empty when another host has it
     */
    public Optional<Held> begin() throws IOException {
        return begin(Held::endProcess);
    }

    /** @param lost what is done once another host has taken the claim away */
    Optional<Held> begin(Runnable lost) throws IOException {
        if (isElsewhere()) {
            return Optional.empty();
        }
        Optional<Claim> dead = read();
        if (dead.isPresent() && !takeAway(dead.get())) {
            return Optional.empty();
        }
        Claim mine = new Claim(host, UUID.randomUUID().toString());
        Files.writeString(beat(mine.id()), "", StandardOpenOption.CREATE_NEW);
        try {
            Files.writeString(file(), mine.toString(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException anotherWasFaster) {
            Files.deleteIfExists(beat(mine.id()));
            return Optional.empty();
        }
        boolean ofAnother = dead.filter(claim -> !claim.host().equals(host)).isPresent();
        if (ofAnother || !others(mine).isEmpty()) {
            LockSupport.parkNanos(SETTLING.toNanos());
            if (!stands(mine.id())) {
                end(mine.id());
                return Optional.empty();
            }
        }
        sweep(mine);
        return Optional.of(new Held(this, mine.id(), lost));
    }

    /**
     * Takes away what processes left that were ended while they claimed. Who claims at this moment finds the claim taken; who has
     * moved this one aside for an instant gives it back.
     */
    private void sweep(Claim mine) throws IOException {
        for (Path file : others(mine)) {
            Files.deleteIfExists(file);
        }
        for (Path aside : files(ASIDE)) {
            if (!read(aside).equals(Optional.of(mine))) {
                Files.deleteIfExists(aside);
            }
        }
        List<Path> probes = files(PROBE);
        if (!probes.isEmpty()) { // to know the time takes a probe of its own
            Instant old = now().minus(BELIEVED);
            for (Path probe : probes) {
                if (isOlder(probe, old)) {
                    Files.deleteIfExists(probe);
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** The signs of whoever else claims at this moment, or did once. */
    private List<Path> others(Claim mine) throws IOException {
        return files(BEAT).stream()
                .filter(file -> !file.equals(beat(mine.id())))
                .toList();
    }

    private List<Path> files(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(beginning))
                    .toList();
        }
    }

    /** Renames the file first: of two hosts that find the same claim dead only one can. */
    private boolean takeAway(Claim dead) throws IOException {
        Path aside = directory.resolve(ASIDE + UUID.randomUUID());
        try {
            Files.move(file(), aside);
        } catch (NoSuchFileException anotherWasFaster) {
            return true;
        }
        // Whoever claims the directory meanwhile sweeps dead claims away.
        boolean same = read(aside).map(dead::equals).orElse(true);
        if (same) {
            Files.deleteIfExists(beat(dead.id()));
        } else {
            giveBack(aside);
        }
        Files.deleteIfExists(aside);
        return same;
    }

    /** Somebody claimed it in between, and has it back; or has lost it to a third who claims at this moment, and finds that out. */
    private void giveBack(Path aside) throws IOException {
        try {
            link(aside);
        } catch (FileAlreadyExistsException | NoSuchFileException aThirdWasFaster) {
            // Whose claim stands.
        }
    }

    /** Unlike a move, a link never takes the place of a claim that stands. */
    private void link(Path aside) throws IOException {
        try {
            Files.createLink(file(), aside);
        } catch (FileAlreadyExistsException | NoSuchFileException stands) {
            throw stands;
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            Files.copy(aside, file());
        }
    }

    private Optional<Claim> read() throws IOException {
        return read(file());
    }

    private static Optional<Claim> read(Path claim) throws IOException {
        try {
            return Optional.of(Claim.parse(Files.readString(claim)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean isBeating(Claim claim) throws IOException {
        try {
            Path sign = claim.id().isEmpty() ? file() : beat(claim.id());
            FileTime last = Files.getLastModifiedTime(sign);
            return last.toInstant().plus(BELIEVED).isAfter(now());
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** By the clock that the signs are stamped with, which is the server's where it is not this host's. */
    private Instant now() throws IOException {
        Path probe = directory.resolve(PROBE + UUID.randomUUID());
        Files.writeString(probe, "");
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Whether a claim is the one that stands. */
    boolean stands(String id) throws IOException {
        return read().filter(claim -> claim.id().equals(id)).isPresent();
    }

    void giveSign(String id) throws IOException {
        // Written and not touched: a time that this host sets would be by its own clock.
        try (FileChannel sign = FileChannel.open(
                beat(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            sign.write(ByteBuffer.wrap("alive".getBytes(StandardCharsets.US_ASCII)));
        }
    }

    void end(String id) throws IOException {
        if (stands(id)) {
            Files.deleteIfExists(file());
        }
        Files.deleteIfExists(beat(id));
    }
}
