package org.careloop.faults;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What {@code ./careloop up} starts: one web process that looks after its own PostgreSQL, and is looked after itself. */
final class OneMachine implements Installation {
    private static final int DISK_MEGABYTES = 2500;

    private final Optional<Disk> disk;
    private final Path data;
    private final int databasePort;
    private final WebProcess web;
    private final DatabaseServer server;

    /** @param programs where PostgreSQL's programs are unpacked, for all that are started one after the other */
    OneMachine(Path folder, Path programs) throws IOException, InterruptedException {
        Path drive = Files.createDirectory(folder.resolve("disk"));
        disk = Disk.mount(drive, DISK_MEGABYTES);
        data = drive.resolve("data");
        databasePort = WebProcess.freePort();
        server = new DatabaseServer(data.resolve("postgres"));
        web = WebProcess.start(
                folder,
                List.of(
                        "--careloop.data=" + data,
                        "--careloop.postgres.port=" + databasePort,
                        "--careloop.postgres.programs=" + programs),
                Map.of());
    }

    @Override
    public List<String> addresses() {
        return List.of(web.address());
    }

    @Override
    public JdbcClient database() throws IOException {
        Properties passwords = new Properties();
        try (Reader in = Files.newBufferedReader(data.resolve("postgres-passwords.properties"))) {
            passwords.load(in);
        }
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(databasePort),
                "postgres",
                passwords.getProperty("superuser")));
    }

    @Override
    public List<String> databaseArguments() {
        return List.of("--data", data.toString());
    }

    @Override
    public Set<Fault> possible() {
        EnumSet<Fault> possible = EnumSet.complementOf(EnumSet.of(Fault.SILENT_NETWORK, Fault.RESET_NETWORK));
        if (disk.isEmpty()) {
            possible.remove(Fault.FULL_DISK);
        }
        return possible;
    }

    @Override
    public void strike(Fault fault, Random random) throws IOException, InterruptedException {
        Duration length = Duration.ofMillis(random.nextLong(200, 3000));
        switch (fault) {
            case KILL_WEB -> {
                web.kill();
                web.startAgain();
            }
            case KILL_DATABASE -> server.kill();
            case KILL_BOTH -> {
                web.kill();
                server.kill();
                web.startAgain();
            }
            case KILL_CONNECTION -> server.killOne(random);
            case STALL_DATABASE -> server.stall(length);
            case STALL_WEB -> web.stall(length);
            case LOCK_TABLE -> TableLock.hold(database(), length);
            case FULL_DISK -> disk.orElseThrow().fill(length);
            case CLOCK_JUMP -> web.shift(Duration.ofMinutes(random.nextLong(-2880, 2880)));
            case SILENT_NETWORK, RESET_NETWORK -> throw new IllegalArgumentException("there is no network: " + fault);
        }
    }

    WebProcess web() {
        return web;
    }

    @Override
    public void tend() throws IOException {
        web.tend();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        web.close();
        if (disk.isPresent()) {
            disk.get().unmount();
        }
    }
}
