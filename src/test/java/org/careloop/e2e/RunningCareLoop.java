package org.careloop.e2e;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.careloop.run.RunDirectory;
import org.careloop.web.WebApplication;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.checkpoint.RunId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The web application on an embedded PostgreSQL of its own, and a worker in a process of its own, as {@code ./careloop up}
 * starts them: demo study, fresh data directory, loopback, free ports.
 */
final class RunningCareLoop implements AutoCloseable {
    private static final int LAST_LINES = 40;
    private static volatile @Nullable Path logOfLatest;

    private final ConfigurableApplicationContext context;
    private final @Nullable Process worker;

    private RunningCareLoop(ConfigurableApplicationContext context, @Nullable Process worker) {
        this.context = context;
        this.worker = worker;
    }

    static RunningCareLoop start() throws IOException {
        Path data = Files.createTempDirectory("careloop-e2e");
        Path runs = Files.createDirectories(data.resolve("runs"));
        return new RunningCareLoop(web(data), worker(runs, data.resolve("worker.log")));
    }

    /** Without a worker, for what trains nothing. */
    static RunningCareLoop startWebOnly() throws IOException {
        return startWebOnly(Files.createTempDirectory("careloop-e2e"));
    }

    /** The same on a data directory that is to be made. */
    static RunningCareLoop startWebOnly(Path data) throws IOException {
        return new RunningCareLoop(web(data), null);
    }

    /** The same with settings as they stand on a command line. */
    static RunningCareLoop startWebOnly(List<String> settings) throws IOException {
        return new RunningCareLoop(
                web(Files.createTempDirectory("careloop-e2e"), settings.toArray(String[]::new)), null);
    }

    private static ConfigurableApplicationContext web(Path data, String... settings) throws IOException {
        Path log = data.resolve("webapp.log");
        logOfLatest = log;
        List<String> all = new ArrayList<>(List.of(
                "--careloop.data=" + data,
                "--careloop.postgres.port=" + freePort(),
                "--careloop.postgres.programs=" + root().resolve("e2e/target/postgres-programs"),
                "--careloop.demo=" + root().resolve("demo"),
                "--server.port=0",
                "--logging.file.name=" + log));
        all.addAll(List.of(settings));
        return new SpringApplicationBuilder(WebApplication.class).run(all.toArray(String[]::new));
    }

    private static Process worker(Path runs, Path log) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.careloop.ppo.Trainers",
                "worker",
                "--runs",
                runs.toString());
        builder.environment().put("OMP_NUM_THREADS", "2");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The end of what the server that was started last has logged. */
    static String lastLogged() throws IOException {
        Path log = logOfLatest;
        if (log == null || !Files.exists(log)) {
            return "none\n";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** The root of the project. */
    static Path root() {
        return Path.of(System.getProperty("careloop.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    String address(String path) {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    /** A part of the application, as its pages have it. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient database() {
        return context.getBean(JdbcClient.class);
    }

    /** The directory of the run that was started last. */
    RunDirectory newestRun() {
        return database()
                .sql("select id from run order by created_at desc limit 1")
                .query((row, n) -> new RunId(row.getObject("id", UUID.class)))
                .optional()
                .map(part(DataFolders.class)::of)
                .orElseThrow();
    }

    @Override
    public void close() {
        if (worker != null) {
            stop(worker);
        }
        context.close();
    }

    private static void stop(Process worker) {
        worker.destroy();
        try {
            if (!worker.waitFor(5, TimeUnit.SECONDS)) {
                worker.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
