package org.careloop.ppo.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processes on this machine that are the ranks of one group, as a launcher starts them. */
public final class RankProcesses implements AutoCloseable {
    private final Path folder;
    private final Class<?> main;
    private final int port;
    private final int size;
    private final List<Process> processes = new ArrayList<>();

    /** @param folder where their outputs are kept */
    RankProcesses(Path folder, Class<?> main, int size) throws IOException {
        this(folder, main, size, freePort());
    }

    RankProcesses(Path folder, Class<?> main, int size, int port) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.main = main;
        this.size = size;
        this.port = port;
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    /** Starts the next rank. */
    Process start(List<String> arguments) throws IOException {
        int rank = processes.size();
        List<String> command = new ArrayList<>(java());
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out(rank).toFile())
                .redirectError(err(rank).toFile());
        builder.environment()
                .putAll(Map.of(
                        "RANK", Integer.toString(rank),
                        "LOCAL_RANK", Integer.toString(rank),
                        "WORLD_SIZE", Integer.toString(size),
                        "MASTER_ADDR", "127.0.0.1",
                        "MASTER_PORT", Integer.toString(port),
                        "OMP_NUM_THREADS", "1"));
        processes.add(builder.start());
        return processes.getLast();
    }

    /** Starts all ranks with the same arguments. */
    List<Process> startAll(List<String> arguments) throws IOException {
        for (int rank = 0; rank < size; rank++) {
            start(arguments);
        }
        return processes;
    }

    /** A Java like this one, with its classes. */
    public static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"));
    }

    void awaitSuccess() throws IOException, InterruptedException {
        for (int rank = 0; rank < processes.size(); rank++) {
            assertThat(exitCode(rank, 120)).as("rank %d: %s", rank, words(rank)).isZero();
        }
    }

    /** The exit code of a rank that ends within so many seconds. */
    int exitCode(int rank, int seconds) throws IOException, InterruptedException {
        assertThat(processes.get(rank).waitFor(seconds, TimeUnit.SECONDS))
                .as("rank %d ends: %s", rank, words(rank))
                .isTrue();
        return processes.get(rank).exitValue();
    }

    boolean endsWithin(int rank, int milliseconds) throws InterruptedException {
        return processes.get(rank).waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** What a rank said on its stderr. */
    String words(int rank) throws IOException {
        return Files.readString(err(rank));
    }

    String output(int rank) throws IOException {
        return Files.readString(out(rank));
    }

    private Path err(int rank) {
        return folder.resolve("rank-%d.err".formatted(rank));
    }

    private Path out(int rank) {
        return folder.resolve("rank-%d.out".formatted(rank));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
