package org.careloop.bench;

import java.io.IOException;
import java.io.Reader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The web application in a process of its own on a durable PostgreSQL, started as {@code ./careloop up --no-demo} does.
 * The script passes the paths of the application and of its AOT cache as {@code careloop.app} and
 * {@code careloop.app.aot}.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final int databasePort;
    private final Path data;

    private ServerProcess(Process process, int port, int databasePort, Path data) {
        this.process = process;
        this.port = port;
        this.databasePort = databasePort;
        this.data = data;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param data kept data to start on, or an empty folder
     */
    static ServerProcess start(Path data) throws IOException, InterruptedException {
        int port = freePort();
        int databasePort = freePort();
        Path log = data.resolve("server.log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:AOTCache=" + System.getProperty("careloop.app.aot"),
                        "-jar",
                        System.getProperty("careloop.app"),
                        "--careloop.data=" + data,
                        "--careloop.postgres.port=" + databasePort,
                        "--server.port=" + port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServerProcess server = new ServerProcess(process, port, databasePort, data);
        server.await(log);
        return server;
    }

    private void await(Path log) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (true) {
                try {
                    HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/login"))
                            .build();
                    client.send(request, HttpResponse.BodyHandlers.discarding());
                    return;
                } catch (IOException e) {
                    if (!process.isAlive() || Instant.now().isAfter(end)) {
                        process.destroyForcibly();
                        throw new IOException("the server did not start; see " + log, e);
                    }
                    // There is no notification when a process begins to listen.
                    Thread.sleep(20);
                }
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    PgbenchPeer peer() throws IOException {
        return new PgbenchPeer(databasePort, superuserPassword(data));
    }

    /** The generated password of the embedded PostgreSQL's superuser. */
    static String superuserPassword(Path data) throws IOException {
        Properties passwords = new Properties();
        try (Reader in = Files.newBufferedReader(data.resolve("postgres-passwords.properties"))) {
            passwords.load(in);
        }
        return passwords.getProperty("superuser");
    }

    JdbcClient database() throws IOException {
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(databasePort),
                "postgres",
                superuserPassword(data)));
    }

    /** Memory that the server's process has in RAM, in MB. */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    Path data() {
        return data;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
