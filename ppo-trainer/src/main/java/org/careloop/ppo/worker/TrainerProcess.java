package org.careloop.ppo.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.careloop.run.RunDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own for one run: whatever happens to it in native code happens to it alone. Keeps the last lines that it
 * printed, for when it dies without a word in its status.
 */
final class TrainerProcess {
    private static final int LINES_KEPT = 20;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;

    private TrainerProcess(Process process) {
        this.process = process;
        reader = Thread.ofVirtual().name("trainer-output").start(this::read);
    }

    /**
     * Starts {@code execute} with the Java, flags and class path of this process.
     *
     * @param card the only one that it may see; null for all that this process may see
     */
    static TrainerProcess execute(RunDirectory directory, String mainClass, @Nullable Card card) throws IOException {
        List<String> command = SameJava.command(
                mainClass,
                directory.path().resolve("crash.log"),
                List.of("execute", "--waiting", directory.path().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        ThreadCount.choose(builder.environment(), directory.path(), directory.readSpec());
        if (card != null) {
            card.show(builder.environment());
        }
        return new TrainerProcess(builder.start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastLines) {
                    lastLines.addLast(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.removeFirst();
                    }
                }
            }
        } catch (IOException streamClosed) {
            // The process is gone, and its exit code says more than a broken pipe.
        }
    }

    /** Waits for its end; the exit code. */
    int await() throws InterruptedException {
        int code = process.waitFor();
        reader.join();
        return code;
    }

    /** Asks it to end, and ends it when it has not by then. */
    void end(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
    }

    String lastWords() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }
}
