package org.careloop.ppo.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.RunSpec;

/**
 * How many threads a trainer's operations share. A small model's are over before a second thread has woken up: with two, a
 * step of PPO on a quarter of a million weights took several times as long. OpenMP reads the number when a process starts;
 * asked for later it is not obeyed everywhere. The script {@code careloop} has the same rule, which a test holds equal.
 */
final class ThreadCount {
    private static final String VARIABLE = "OMP_NUM_THREADS";

    /** Weights on disk, bytes, below which one thread does. */
    static final long SMALL = 100_000_000;

    private ThreadCount() {}

    /** Says to a process that is about to start what suits its run; what a person has set stays. */
    static void choose(Map<String, String> environment, Path run, RunSpec spec) throws IOException {
        if (bytes(run.resolve(spec.model())) < SMALL) {
            environment.putIfAbsent(VARIABLE, "1");
        }
    }

    private static long bytes(Path model) throws IOException {
        if (!Files.isDirectory(model)) {
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
