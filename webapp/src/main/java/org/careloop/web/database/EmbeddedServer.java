package org.careloop.web.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The embedded PostgreSQL that this process started or took over. When its process is killed, the library that started it cannot
 * start another on the same directory; PostgreSQL's own {@code pg_ctl} can, with the port and the options of before.
 */
final class EmbeddedServer implements ServerWatch.Server, AutoCloseable {
    private static final int START_SECONDS = 60;
    private static final String RESTART_LOG = "postgres-restart.log";

    private final EmbeddedPostgres first;
    private final Path directory;
    private final ServerFiles programs;
    private final Path log;

    /** @param directory of its data */
    EmbeddedServer(EmbeddedPostgres first, Path directory, ServerFiles programs) {
        this.first = first;
        this.directory = directory;
        this.programs = programs;
        this.log = directory.resolveSibling(RESTART_LOG);
    }

    int port() {
        return first.getPort();
    }

    @Override
    public boolean isRunning() {
        return PostmasterFile.of(directory).isAlive();
    }

    @Override
    public void startAgain() throws IOException, InterruptedException {
        programs.requireUnchanged();
        requireAllGone();
        // Where nobody has waited for the process that was killed, its number still looks taken.
        Files.deleteIfExists(PostmasterFile.of(directory).path());
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(programs.program("pg_ctl").toString(), "-D", directory.toString()));
        command.addAll(List.of("-w", "-t", String.valueOf(START_SECONDS), "-l", log.toString(), "restart"));
        Process start = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = start.waitFor(START_SECONDS + 5L, TimeUnit.SECONDS);
        if (!ended || start.exitValue() != 0) {
            start.destroyForcibly();
            throw new IOException(reason());
        }
    }

    /** A process of the old server that still writes would damage what a new one reads. */
    private void requireAllGone() throws IOException {
        Path home = directory.toRealPath();
        long left = ProcessHandle.allProcesses()
                .filter(PostmasterFile::isServer)
                .filter(process -> home.equals(workingDirectory(process)))
                .count();
        if (left > 0) {
            throw new IOException(
                    "%d processes of the server that ended are still at work in %s; they end by themselves"
                            .formatted(left, directory));
        }
    }

    private static Path workingDirectory(ProcessHandle process) {
        try {
            return Path.of("/proc", String.valueOf(process.pid()), "cwd").toRealPath();
        } catch (IOException e) {
            // It has ended meanwhile.
            return Path.of("");
        }
    }

    /** What the server wrote when it gave up. */
    private String reason() throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        Predicate<String> telling =
                line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("HINT:");
        List<String> found =
                lines.stream().filter(telling).map(EmbeddedServer::withoutTime).toList();
        List<String> said = found.isEmpty() ? lines.subList(Math.max(0, lines.size() - 2), lines.size()) : found;
        return said.isEmpty() ? "it did not answer within %d s".formatted(START_SECONDS) : String.join(" ", said);
    }

    private static String withoutTime(String line) {
        return line.replaceFirst("^.*?(FATAL|PANIC|HINT):\\s*", "");
    }

    @Override
    public void close() throws IOException {
        first.close();
    }
}
