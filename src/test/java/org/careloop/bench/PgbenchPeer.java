package org.careloop.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The throughput of PostgreSQL's own load generator with the statements of the service: an upper bound for any program.
 * Its script is {@code src/test/bench/annotate.pgbench}.
 */
final class PgbenchPeer {
    private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+)");

    private final int databasePort;
    private final String password;

    PgbenchPeer(int databasePort, String password) {
        this.databasePort = databasePort;
        this.password = password;
    }

    /** Judgements a second; empty where it could not be run, which is printed. */
    OptionalDouble run(int clients, Duration wall) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("careloop.root", "."), "src/test/bench/annotate.pgbench");
        List<String> command = List.of(
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
                "postgres");
        String said;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", password);
            Process process = builder.start();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
        } catch (IOException e) {
            System.out.println("pgbench, the peer, is not installed (Debian: postgresql-contrib): " + e.getMessage());
            return OptionalDouble.empty();
        }
        said.lines()
                .filter(line -> line.startsWith("tps") || line.startsWith("latency") || line.contains("rror"))
                .forEach(line -> System.out.println("pgbench, " + clients + " clients: " + line));
        Matcher tps = TPS.matcher(said);
        return tps.find() ? OptionalDouble.of(Double.parseDouble(tps.group(1))) : OptionalDouble.empty();
    }
}
