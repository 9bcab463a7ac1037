package org.careloop.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The throughput of PostgreSQL's own load generator with the statements of the service: an upper bound for any program.
 * Its script is {@code src/test/bench/annotate.pgbench}.
 */
final class PgbenchPeer {
    private final int databasePort;

    PgbenchPeer(int databasePort) {
        this.databasePort = databasePort;
    }

    void run(int clients, Duration wall) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("careloop.root", "."), "src/test/bench/annotate.pgbench");
        Process process = new ProcessBuilder(List.of(
                        "pgbench",
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--host=127.0.0.1",
                        "--port=" + databasePort,
                        "--username=postgres",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + wall.toSeconds(),
                        "--file=" + script,
                        "postgres"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        said.lines()
                .filter(line -> line.startsWith("tps") || line.startsWith("latency") || line.contains("rror"))
                .forEach(line -> System.out.println("pgbench, " + clients + " clients: " + line));
    }
}
