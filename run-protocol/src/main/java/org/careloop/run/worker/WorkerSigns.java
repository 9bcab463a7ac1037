package org.careloop.run.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Signs of life of the workers of a runs folder: a file each in {@code workers/}, touched every few seconds. Whoever shares
 * the folder sees them, on this machine or another.
 *
 * @param runs the folder of run directories
 */
public record WorkerSigns(Path runs) {
    /** How often a worker gives one. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** Four in a row may be late. */
    private static final Duration BELIEVED = EVERY.multipliedBy(4);

    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private Path folder() {
        return runs.resolve("workers");
    }

    /**
     * Gives a sign. Signs that nobody has renewed for a day are taken away.
     *
     * @param who a name that no other worker has; it becomes a file's
     */
    public void give(String who, Instant now) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve(who), now.toString());
        for (Path sign : signs()) {
            if (Files.getLastModifiedTime(sign).toInstant().plus(FORGOTTEN).isBefore(now)) {
                Files.deleteIfExists(sign);
            }
        }
    }

    /** A worker ends and says so. */
    public void takeBack(String who) throws IOException {
        Files.deleteIfExists(folder().resolve(who));
    }

    /** Who gave a sign lately; nobody where the folder cannot be read. */
    public Set<String> alive(Instant now) {
        Set<String> alive = new TreeSet<>();
        try {
            for (Path sign : signs()) {
                if (Files.getLastModifiedTime(sign).toInstant().plus(BELIEVED).isAfter(now)) {
                    alive.add(sign.getFileName().toString());
                }
            }
        } catch (IOException e) {
            // A worker may take its sign back while we look; the next look sees what is left.
            return alive;
        }
        return alive;
    }

    private List<Path> signs() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder())) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
