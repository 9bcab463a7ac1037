package org.careloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What another account of the same machine, {@code nobody}, finds of a running CareLoop: nothing. */
@ExtendWith(FailureReport.class)
class OtherAccountIT {
    private static Path data;
    private static RunningCareLoop careloop;

    /** What a command said, and how it ended. */
    private record Said(int code, String out) {}

    @BeforeAll
    static void start() throws IOException {
        Path open = Files.createTempDirectory("careloop-other-account");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = open.resolve("data");
        careloop = RunningCareLoop.startWebOnly(data);
    }

    @AfterAll
    static void stop() {
        if (careloop != null) {
            careloop.close();
        }
    }

    @BeforeEach
    void theOtherAccountCanBeUsed() throws Exception {
        assumeThat(Files.exists(Path.of("/usr/bin/setpriv")) && asNobody("true").code() == 0)
                .as("only root can run a command as nobody, by setpriv of util-linux")
                .isTrue();
        assertThat(asNobody("ls", data.getParent().toString()).code()).isZero();
    }

    private static Said asNobody(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        whole.addAll(List.of(command));
        Process process = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out);
    }

    @Test
    void noFileIsReadAndNoFolderListed() throws Exception {
        List<Path> all;
        try (Stream<Path> files = Files.walk(data, 2)) {
            all = files.toList();
        }
        assertThat(all)
                .extracting(file -> file.getFileName().toString())
                .contains("postgres", "postgres-passwords.properties", "webapp.log", "pg_hba.conf");
        for (Path file : all) {
            Said said = asNobody(Files.isDirectory(file) ? "ls" : "cat", file.toString());
            assertThat(said.code()).as("reading %s", file).isNotZero();
            assertThat(said.out()).as("reading %s", file).isEmpty();
        }
        assertThat(asNobody("touch", data.resolve("planted").toString()).code()).isNotZero();
    }

    @Test
    void theListOfProcessesHoldsNoPassword() throws Exception {
        Properties passwords = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("postgres-passwords.properties"))) {
            passwords.load(in);
        }
        assertThat(passwords).hasSize(3);
        String listed = asNobody("ps", "-eo", "args").out();
        assertThat(listed).contains("postgres");
        passwords.values().forEach(password -> assertThat(listed).doesNotContain(String.valueOf(password)));
    }

    @Test
    void neitherEnvironmentNorMemoryNorSignalsReachTheProcesses() throws Exception {
        List<Long> processes = List.of(ProcessHandle.current().pid(), server());
        for (long process : processes) {
            for (String secret : List.of("environ", "mem", "maps")) {
                assertThat(asNobody("cat", "/proc/%d/%s".formatted(process, secret))
                                .code())
                        .as("%s of %d", secret, process)
                        .isNotZero();
            }
            assertThat(asNobody("ls", "/proc/%d/fd".formatted(process)).code()).isNotZero();
            assertThat(asNobody("sh", "-c", "kill -0 " + process).code()).isNotZero();
        }
    }

    @Test
    void theDatabaseHasNoSocket() throws Exception {
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        assertThat(asNobody("find", "/tmp", "/run", "-name", ".s.PGSQL." + port).out())
                .isEmpty();
    }

    private static long server() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
    }
}
