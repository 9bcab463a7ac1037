package org.careloop.ppo.killed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;

/**
 * Starts {@code careloop execute} in a process of its own.
 *
 * @param command that the words {@code execute RUN} are added to
 */
record Trainer(List<String> command) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Between two looks at a run: short beside the writing of a state. */
    private static final Duration PAUSE = Duration.ofNanos(100_000);

    /** With the Java and the classes of this process, as the worker starts it. */
    static Trainer ofThisProcess() {
        return new Trainer(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.careloop.ppo.Trainers"));
    }

    /**
     * The typical times of a run that was left alone.
     *
     * @param loading from the start of the process to the first step's figures
     * @param step from one step's figures to the next
     */
    record Times(Duration loading, Duration step) {
        /** Longer than a nano model's state takes to be written. */
        private static final Duration WRITING = Duration.ofMillis(8);

        /** From when the run has come so far to when the process is killed. */
        Duration delay(Moment moment) {
            Duration longest = switch (moment.during()) {
                case LOADING -> loading;
                case STEP -> step;
                case WRITING_STATE -> WRITING;
                case WRITING_MODEL -> loading.dividedBy(4);
            };
            return Duration.ofNanos((long) (moment.share() * longest.toNanos()));
        }
    }

    /** Runs to the end. */
    Times leaveAlone(RunDirectory run) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(run);
        long first = 0;
        while (process.isAlive() && first == 0) {
            if (MetricLog.read(run.metrics()).isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            } else {
                first = System.nanoTime();
            }
        }
        int steps = MetricLog.read(run.metrics()).size();
        end(process, run);
        int all = MetricLog.read(run.metrics()).size();
        Duration stepping = Duration.ofNanos(System.nanoTime() - first).dividedBy(Math.max(1, all - steps));
        return new Times(Duration.ofNanos(first - start), stepping);
    }

    /** Runs on to the end. */
    void goOn(RunDirectory run) throws IOException, InterruptedException {
        end(start(run), run);
    }

    /** Runs until the moment and is killed then; false when the run ended before. */
    boolean killAt(Moment moment, RunDirectory run, Times times) throws IOException, InterruptedException {
        Process process = start(run);
        while (process.isAlive() && !moment.isReached(run)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        LockSupport.parkNanos(times.delay(moment).toNanos());
        boolean killed = process.isAlive();
        process.destroyForcibly().waitFor();
        // 137 is the code of a process that SIGKILL ended.
        return killed && process.exitValue() == 137;
    }

    private Process start(RunDirectory run) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("execute", run.path().toString()));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output(run).toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    private static void end(Process process, RunDirectory run) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("%s ended with code %d:%n%s"
                    .formatted(run.path(), process.exitValue(), Files.readString(output(run))));
        }
    }

    private static Path output(RunDirectory run) {
        return run.path().resolveSibling("output.txt");
    }
}
