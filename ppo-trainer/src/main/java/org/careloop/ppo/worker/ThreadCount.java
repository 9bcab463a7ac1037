package org.careloop.ppo.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;

/**
 * Chooses how many threads an operation of a trainer uses. Operations of a small model end before a second thread has
 * woken up: with two threads, a PPO step on a quarter of a million weights took several times as long. OpenMP reads the
 * number when a process starts; a later change has no effect in some places. The script {@code careloop} follows the
 * same rule, and a test holds the two equal.
 */
public final class ThreadCount {
    private static final String VARIABLE = "OMP_NUM_THREADS";
    private static final String ADAPTER = "adapter_model.safetensors";

    /** Size of the weights on disk, in bytes, below which one thread is used. */
    static final long SMALL = 100_000_000;

    private ThreadCount() {}

    /** Sets the number in the environment of a process before it starts, unless it is set already. */
    static void choose(Map<String, String> environment, Path run, RunSpec spec) throws IOException {
        if (largest(run, spec) < SMALL) {
            environment.putIfAbsent(VARIABLE, "1");
        }
    }

    /** The same of a command that computes with a model, or of a run that made one. */
    public static void choose(Map<String, String> environment, Path model) throws IOException {
        Path made = new RunDirectory(model).model();
        if (bytes(Files.isDirectory(made) ? made : model) < SMALL) {
            environment.putIfAbsent(VARIABLE, "1");
        }
    }

    /** Bytes of the largest model that computes here; a server computes elsewhere. */
    private static long largest(Path run, RunSpec spec) throws IOException {
        long largest = 0;
        List<String> models = Stream.concat(
                        Stream.ofNullable(spec.model()),
                        spec.answerers().stream().flatMap(one -> Stream.ofNullable(one.directory())))
                .toList();
        for (String model : models) {
            largest = Math.max(largest, bytes(run.resolve(model)));
        }
        return largest;
    }

    private static long bytes(Path model) throws IOException {
        // The size of an adapter says nothing of the model that it lies over.
        if (!Files.isDirectory(model) || Files.exists(model.resolve(ADAPTER))) {
            return Long.MAX_VALUE;
        }
        List<Path> weights;
        try (Stream<Path> files = Files.list(model)) {
            weights = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .toList();
        }
        long bytes = 0;
        for (Path file : weights) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
