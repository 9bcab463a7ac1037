package org.careloop.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two web processes on one PostgreSQL of the house's own, behind a network. */
final class TwoInstances implements Installation {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int databasePort = WebProcess.freePort();
    private final DatabaseServer server;
    private final Network network;
    private final List<WebProcess> webs = new ArrayList<>();
    private EmbeddedPostgres postgres;

    TwoInstances(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel("io.zonky.test", LogLevel.ERROR);
        server = new DatabaseServer(folder.resolve("postgres"));
        postgres = startDatabase();
        network = new Network(databasePort);
        for (String name : List.of("one", "two")) {
            Path data = Files.createDirectory(folder.resolve(name));
            webs.add(WebProcess.start(
                    data,
                    List.of("--careloop.data=" + data, "--careloop.runs=" + folder.resolve("runs")),
                    Map.of("SPRING_DATASOURCE_URL", url(network.port()))));
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port);
    }

    private EmbeddedPostgres startDatabase() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(databasePort)
                .setDataDirectory(server.directory())
                .setOverrideWorkingDirectory(folder.resolve("programs").toFile())
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(PATIENCE)
                .start();
    }

    /** As the house's service manager does, again and again until the processes of before have ended. */
    private void startDatabaseAgain() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        postgres.close();
        while (true) {
            try {
                postgres = startDatabase();
                return;
            } catch (IOException | IllegalStateException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                // There is no notification when they have.
                Thread.sleep(200);
            }
        }
    }

    @Override
    public List<String> addresses() {
        return webs.stream().map(WebProcess::address).toList();
    }

    @Override
    public JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(url(databasePort)));
    }

    @Override
    public List<String> databaseArguments() {
        return List.of("--database-url", url(databasePort));
    }

    @Override
    public Set<Fault> possible() {
        return EnumSet.complementOf(EnumSet.of(Fault.FULL_DISK));
    }

    @Override
    public void strike(Fault fault, Random random) throws IOException, InterruptedException {
        WebProcess web = webs.get(random.nextInt(webs.size()));
        Duration length = Duration.ofMillis(random.nextLong(200, 3000));
        switch (fault) {
            case KILL_WEB -> {
                web.kill();
                web.startAgain();
            }
            case KILL_DATABASE -> {
                server.kill();
                startDatabaseAgain();
            }
            case KILL_BOTH -> {
                web.kill();
                server.kill();
                web.startAgain();
                startDatabaseAgain();
            }
            case KILL_CONNECTION -> server.killOne(random);
            case STALL_DATABASE -> server.stall(length);
            case STALL_WEB -> web.stall(length);
            case LOCK_TABLE -> TableLock.hold(database(), length);
            case CLOCK_JUMP -> web.shift(Duration.ofMinutes(random.nextLong(-2880, 2880)));
            case SILENT_NETWORK -> {
                network.fallSilent();
                // How long it is silent is the fault.
                Thread.sleep(length.multipliedBy(3));
                network.mend();
            }
            case RESET_NETWORK -> network.reset();
            case FULL_DISK -> throw new IllegalArgumentException("the disk of the database is another's: " + fault);
        }
    }

    @Override
    public void tend() throws IOException {
        for (WebProcess web : webs) {
            web.tend();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (WebProcess web : webs) {
            web.close();
        }
        network.close();
        postgres.close();
    }
}
