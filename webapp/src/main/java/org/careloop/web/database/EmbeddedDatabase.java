package org.careloop.web.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.careloop.run.BadInput;

/**
 * A PostgreSQL server that this process starts and stops; its data directory is kept. Durable: a commit is on the disk
 * when it returns.
 *
 * <p>After a kill -9 of this process the server goes on running; the next start on the same data directory and port
 * takes it over.
 */
public final class EmbeddedDatabase {
    private static final Duration START_WAIT = Duration.ofSeconds(60);

    private EmbeddedDatabase() {}

    /**
     * Starts the server, or takes over one that a killed process left running.
     *
     * @param directory holds the data from one start to the next; created when absent
     * @param port 0 for any free one
     * @throws BadInput when the directory is in use by another CareLoop, or the port by another program
     */
    static EmbeddedPostgres start(Path directory, int port) throws IOException {
        OptionalInt left = leftRunning(directory);
        int used = left.orElse(port == 0 ? freePort() : port);
        if (left.isEmpty() && answers(used)) {
            throw new BadInput(
                    "port %d, wanted for the embedded PostgreSQL, is used by another program; give a free one as careloop.postgres.port"
                            .formatted(port));
        }
        Files.createDirectories(directory.toAbsolutePath().getParent());
        try {
            return EmbeddedPostgres.builder()
                    .setPort(used)
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(START_WAIT)
                    .start();
        } catch (IllegalStateException e) {
            throw new BadInput(
                    "the data directory %s cannot be used: %s. Is another CareLoop running on it? Stop that one, or give another careloop.data"
                            .formatted(directory.toAbsolutePath(), e.getMessage()),
                    e);
        }
    }

    /** The port of a server that is still running on the data directory. */
    public static OptionalInt leftRunning(Path directory) throws IOException {
        Path file = directory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        List<String> lines = Files.readAllLines(file);
        boolean complete =
                lines.size() > 3 && lines.get(0).matches("\\d+") && lines.get(3).matches("\\d+");
        if (!complete || ProcessHandle.of(Long.parseLong(lines.get(0))).isEmpty()) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(lines.get(3));
        return answers(port) ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
