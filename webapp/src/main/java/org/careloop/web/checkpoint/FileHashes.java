package org.careloop.web.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.careloop.run.Sha256;
import org.springframework.stereotype.Component;

/**
 * The SHA-256 of checkpoints' files. Each is computed once, one file at a time, in a thread of its own, and kept for as long
 * as the size and the moment of the file stay the same.
 */
@Component
class FileHashes implements AutoCloseable {
    private final CheckpointRepository checkpoints;
    private final Map<Stored, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();
    private final ExecutorService oneByOne = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("file-hashes").daemon().factory());

    FileHashes(CheckpointRepository checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** A file as it lies there now. */
    record Stored(CheckpointId checkpoint, String name, long bytes, Instant modified) {
        static Stored of(Checkpoint checkpoint, Path file) throws IOException {
            return new Stored(
                    checkpoint.id(),
                    checkpoint.nameOf(file),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MICROS));
        }
    }

    /** What is known of a checkpoint's files. */
    Map<Stored, String> known(CheckpointId checkpoint) {
        return checkpoints.hashes(checkpoint);
    }

    /** Keeps what was computed while the checkpoint was registered. */
    void keep(Checkpoint checkpoint, Map<Path, String> sums) throws IOException {
        for (Map.Entry<Path, String> sum : sums.entrySet()) {
            checkpoints.keep(Stored.of(checkpoint, sum.getKey()), sum.getValue());
        }
    }

    /** Begins to compute, unless that was begun already; the value is kept when it is there. */
    CompletableFuture<String> compute(Stored file, Path path) {
        CompletableFuture<String> sum = underWay.computeIfAbsent(
                file, begun -> CompletableFuture.supplyAsync(() -> computed(begun, path), oneByOne));
        sum.whenComplete((value, problem) -> underWay.remove(file, sum));
        return sum;
    }

    private String computed(Stored file, Path path) {
        return Optional.ofNullable(known(file.checkpoint()).get(file)).orElseGet(() -> {
            try {
                String sum = Sha256.of(path);
                checkpoints.keep(file, sum);
                return sum;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        List<Runnable> waiting = oneByOne.shutdownNow();
        waiting.clear();
    }
}
