package org.careloop.faults;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A web process with a clock that can be set. It listens on the loopback, always on the same port. */
final class WebProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final int port;
    private final Path log;
    private final Path clock;
    private final List<String> command;
    private final Map<String, String> environment;
    private Process process;

    private WebProcess(int port, Path folder, List<String> arguments, Map<String, String> environment)
            throws IOException {
        this.port = port;
        this.log = folder.resolve("web-%d.log".formatted(port));
        this.clock = Files.writeString(folder.resolve("clock-%d".formatted(port)), "0");
        this.command = command(arguments);
        this.environment = environment;
        this.process = launch();
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param folder for its log
     */
    static WebProcess start(Path folder, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        WebProcess web = new WebProcess(freePort(), folder, arguments, environment);
        web.awaitListening();
        return web;
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dvaadin.productionMode=true"));
        String application = System.getProperty("careloop.app");
        if (application == null) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        } else {
            String tests = System.getProperty("careloop.root") + "/e2e/target/test-classes";
            command.addAll(List.of(
                    "-XX:AOTCache=" + System.getProperty("careloop.app.aot"),
                    "-cp",
                    application + File.pathSeparator + tests));
        }
        command.addAll(List.of(
                ShiftedApplication.class.getName(),
                "--server.port=" + port,
                "--%s=%s".formatted(ShiftedClock.FILE, clock)));
        command.addAll(arguments);
        return command;
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitListening() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("the web process did not start; see " + log);
            }
            // There is no notification when a process begins to listen.
            Thread.sleep(50);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
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

    void kill() {
        Signal.kill(process.toHandle());
    }

    /**
     * SIGTERM, as from systemd or {@code ./careloop up}.
     *
     * @return its exit code
     * @throws IOException when it has not ended in time
     */
    int end(Duration within) throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(within)) {
            throw new IOException("the web process has not ended within %s; see %s".formatted(within, log));
        }
        return process.exitValue();
    }

    /** Starts it again and waits until it listens. */
    void startAndAwait() throws IOException, InterruptedException {
        startAgain();
        awaitListening();
    }

    /** Starts it again after it was killed, and does not wait for it. */
    void startAgain() throws IOException {
        process = launch();
    }

    /** Starts it again if it has ended by itself. */
    void tend() throws IOException {
        if (!process.isAlive()) {
            startAgain();
        }
    }

    /** Stands still, alone: its database goes on. */
    void stall(Duration length) throws IOException, InterruptedException {
        Signal.stallAlone(process.toHandle(), length);
    }

    /** Its clock is off by so much from now on. */
    void shift(Duration offset) throws IOException {
        ShiftedClock.write(clock, offset);
    }

    void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Duration.ofSeconds(20))) {
            kill();
        }
    }
}
