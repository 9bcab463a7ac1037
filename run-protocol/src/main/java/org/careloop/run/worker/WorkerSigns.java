package org.careloop.run.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.careloop.run.Json;

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

    /** What a sign says; that it was touched says that the worker lives. */
    record Sign(Instant at, long mainMemory) {}

    private Path folder() {
        return runs.resolve("workers");
    }

    /**
     * Gives a sign. Signs that nobody has renewed for a day are taken away.
     *
     * @param who a name that no other worker has; it becomes a file's
     * @param mainMemory bytes of the worker's machine, or of what it may use of it
     */
    public void give(String who, Instant now, long mainMemory) throws IOException {
        Files.createDirectories(folder());
        Json.replace(folder().resolve(who), new Sign(now, mainMemory));
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

    /** The main memory in bytes of the machine that has the least, of workers that gave a sign lately; empty where none says it. */
    public OptionalLong leastMemory(Instant now) {
        return alive(now).stream().flatMapToLong(this::memory).min();
    }

    private LongStream memory(String who) {
        try {
            return LongStream.of(Json.read(folder().resolve(who), Sign.class).mainMemory())
                    .filter(bytes -> bytes > 0);
        } catch (IOException | RuntimeException e) {
            // It was taken back meanwhile, or an older worker wrote it.
            return LongStream.empty();
        }
    }

    private List<Path> signs() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder())) {
            return entries.filter(Files::isRegularFile)
                    .filter(sign -> !sign.toString().endsWith(".new"))
                    .sorted()
                    .toList();
        }
    }
}
