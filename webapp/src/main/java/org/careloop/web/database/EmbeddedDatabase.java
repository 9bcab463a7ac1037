package org.careloop.web.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * A PostgreSQL server that this process starts and stops; its data directory is kept. Durable: a commit is on the disk
 * when it returns. It listens on the loopback alone, has no socket in the file system, and lets nobody in without a password.
 *
 * <p>After a kill -9 of this process the server goes on running; the next start on the same data directory and port
 * takes it over.
 */
public final class EmbeddedDatabase {
    private static final Duration START_WAIT = Duration.ofSeconds(60);
    private static final String PASSWORDS = "postgres-passwords.properties";

    private final Path data;
    private final Path programs;

    /**
     * @param data the folder of everything that is kept
     * @param programs where the server's programs are unpacked; beside the data when null
     */
    public EmbeddedDatabase(Path data, @Nullable Path programs) {
        this.data = data.toAbsolutePath();
        this.programs = programs == null ? this.data.resolve("postgres-programs") : programs;
    }

    /**
     * How to connect with it.
     *
     * @param port on the loopback
     */
    public record Login(int port, String user, String password) {
        public String url() {
            return EmbeddedDatabase.url(port);
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    /**
     * Starts the server, or takes over one that a killed process left running.
     *
     * @param port 0 for any free one
     * @throws BadInput when the directory is in use by another CareLoop, or the port by another program
     */
    EmbeddedServer start(int port) throws IOException {
        requireNamedAccount(System.getProperty("user.name", ""));
        keepToTheOwner();
        DatabasePasswords passwords = passwords();
        OptionalInt left = leftRunning();
        int used = left.orElse(port == 0 ? freePort() : port);
        if (left.isEmpty() && answers(used)) {
            throw new BadInput(
                    "port %d, wanted for the embedded PostgreSQL, is used by another program; give a free one as careloop.postgres.port"
                            .formatted(port));
        }
        ServerFiles files = new ServerFiles(programs);
        files.check();
        Path first = Files.createTempFile(data, "first", ".password");
        try {
            endWithTheProcess();
            Files.writeString(first, passwords.superuser());
            EmbeddedPostgres started = builder(used, files, passwords, first).start();
            EmbeddedServer server = new EmbeddedServer(started, directory(), files);
            prepare(server, files, passwords);
            return server;
        } catch (IllegalStateException | SQLException e) {
            throw new BadInput(
                    "the data directory %s cannot be used: %s. Is another CareLoop running on it? Stop that one, or give another careloop.data"
                            .formatted(directory(), e.getMessage()),
                    e);
        } finally {
            Files.deleteIfExists(first);
        }
    }

    /** PostgreSQL's programs do not start under a number that no account has, as many containers do. */
    static void requireNamedAccount(String name) {
        if (name.isBlank() || name.equals("?")) {
            throw new BadInput(
                    "the account that runs CareLoop has a number and no name, and the embedded PostgreSQL wants a"
                            + " name; give the number one in /etc/passwd, or use a PostgreSQL of your own with"
                            + " --database-url");
        }
    }

    /** @param password the file that holds the superuser's, for a new data directory */
    private EmbeddedPostgres.Builder builder(int port, ServerFiles files, DatabasePasswords passwords, Path password) {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setPgBinaryResolver(files)
                .setOverrideWorkingDirectory(files.unpacked().toFile())
                .setDataDirectory(directory())
                .setCleanDataDirectory(false)
                // These two are options of the program that makes a new data directory.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", password.toString())
                .setConnectConfig("password", passwords.superuser())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(START_WAIT)
                .setRegisterShutdownHook(false);
    }

    /** A server that cannot be prepared is stopped: nobody else would. */
    private void prepare(EmbeddedServer server, ServerFiles files, DatabasePasswords passwords)
            throws IOException, SQLException {
        boolean prepared = false;
        try {
            files.remember();
            DatabaseRoles.prepare(url(server.port()), directory(), passwords);
            prepared = true;
        } finally {
            if (!prepared) {
                server.close();
            }
        }
    }

    /**
     * Sees to it that the server ends with this process, also one that has only begun to start, and after the application: what is
     * under way is stored till then. The library's own hook would stop it at once.
     */
    private void endWithTheProcess() {
        PostmasterFile postmaster = PostmasterFile.of(directory());
        SpringApplication.getShutdownHandlers().add(postmaster::endProcess);
    }

    private Path directory() {
        return data.resolve("postgres");
    }

    private void keepToTheOwner() throws IOException {
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }

    private DatabasePasswords passwords() throws IOException {
        Path file = data.resolve(PASSWORDS);
        if (!Files.exists(file)) {
            refuseIfLost(file);
            DatabasePasswords.generated().write(file);
        }
        return DatabasePasswords.read(file);
    }

    /** A database of an earlier version lets everybody in and has none yet; any other one knows the passwords that it has. */
    private void refuseIfLost(Path file) throws IOException {
        Path rules = directory().resolve("pg_hba.conf");
        if (Files.exists(rules) && !DatabaseRoles.letsEverybodyIn(rules)) {
            throw BadInput.in(
                    file,
                    "this file with the passwords of the database in %1$s is gone, and without it nobody can open the database; bring it back from a backup of the data directory, readable by its owner alone. Where there is none, the data in %1$s can only be reached by an administrator of PostgreSQL; to begin anew with an empty database move %1$s away"
                            .formatted(directory()));
        }
    }

    /** How the application connects with the server on a port. */
    public Login application(int port) throws IOException {
        return new Login(port, DatabaseRoles.APPLICATION, passwords().application());
    }

    /** How the migrations connect with the server on a port. */
    public Login migrations(int port) throws IOException {
        return new Login(port, DatabaseRoles.MIGRATIONS, passwords().migrations());
    }

    /** The port of a server that is still running on the data directory. */
    public OptionalInt leftRunning() throws IOException {
        PostmasterFile file = PostmasterFile.of(directory());
        OptionalInt port = file.port();
        if (port.isEmpty()) {
            return port;
        }
        if (!file.isAlive()) {
            // Another program has the number by now; the server would take it for itself and not start.
            Files.delete(file.path());
            return OptionalInt.empty();
        }
        return answers(port.getAsInt()) ? port : OptionalInt.empty();
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
