package org.careloop.web.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.careloop.run.BadInput;

/** Runs trainer commands, each in a process of its own: this process never loads a native library. */
final class TrainerProcess {
    static final String CLASS_PATH = "CARELOOP_TRAINER";
    private static final String MAIN = "org.careloop.ppo.Trainers";
    private static final Duration PACE = Duration.ofMillis(500);
    private static final int LAST_LINES = 15;

    private final String classPath;
    private final Path logs;

    private TrainerProcess(String classPath, Path logs) {
        this.classPath = classPath;
        this.logs = logs;
    }

    /**
     * Takes the trainers' class path from {@code careloop.trainer.classpath} or {@code CARELOOP_TRAINER}.
     *
     * @param logs where each command's output goes
     */
    static TrainerProcess find(Path logs) throws IOException {
        String found = System.getProperty("careloop.trainer.classpath", System.getenv(CLASS_PATH));
        if (found == null || found.isBlank()) {
            throw new BadInput("the trainers' class path is not known; start by ./careloop demo, or set " + CLASS_PATH);
        }
        Files.createDirectories(logs);
        return new TrainerProcess(found, logs);
    }

    /**
     * Runs a command to its end.
     *
     * @param name of its log
     * @param watch called at intervals while it runs
     * @throws IllegalStateException with the end of the log when the command fails
     */
    void run(String name, List<String> arguments, Runnable watch) throws IOException, InterruptedException {
        Path log = logs.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", classPath, MAIN));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // For small operations several threads are slower than one, and the number must be set before the process
        // starts.
        builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        try {
            while (!process.waitFor(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                watch.run();
            }
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            List<String> lines = Files.readAllLines(log);
            throw new IllegalStateException("%s ended with exit code %d (log: %s):%n%s"
                    .formatted(
                            name,
                            process.exitValue(),
                            log,
                            String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()))));
        }
    }
}
