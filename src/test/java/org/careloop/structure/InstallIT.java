package org.careloop.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units that {@code ./careloop install} writes. */
class InstallIT {
    private static final Path ROOT = Path.of(System.getProperty("careloop.root"));

    @TempDir
    private Path folder;

    private record Outcome(int code, String text) {}

    private Outcome install(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("careloop").toString(), "install"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve("units").resolve(file));
    }

    @Test
    void theUnitsStartWhatTheyNameAsTheAccountThatWasAsked() throws Exception {
        String out = folder.resolve("units").toString();
        Outcome outcome = install(
                "--systemd", "--out", out, "--user", "ward", "--data", "/srv/ward", "--host", "care.example.org");

        assertThat(outcome.code()).as(outcome.text()).isZero();
        assertThat(written("careloop-web.service"))
                .contains("ExecStart=" + ROOT + "/careloop up --no-worker --no-demo --data /srv/ward --port 8080\n")
                .contains("User=ward\n")
                .contains("ReadWritePaths=/srv/ward\n")
                .contains("PrivateDevices=yes\n");
        assertThat(written("careloop-worker.service"))
                .contains("ExecStart=" + ROOT + "/careloop worker --runs /srv/ward/runs\n")
                .contains("PrivateDevices=no\n");
        assertThat(written("careloop.env")).contains("CARELOOP_HOSTS=care.example.org\n");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("units").resolve("careloop.env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        Path mine = Files.createDirectories(folder.resolve("units")).resolve("careloop.env");
        Files.writeString(mine, "CARELOOP_OIDC_CLIENT_SECRET=mine\n");
        Outcome outcome = install("--systemd", "--out", folder.resolve("units").toString());

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text()).contains("careloop.env exists and is not overwritten");
        assertThat(Files.readString(mine)).isEqualTo("CARELOOP_OIDC_CLIENT_SECRET=mine\n");
        try (Stream<Path> files = Files.list(folder.resolve("units"))) {
            assertThat(files).containsExactly(mine);
        }
    }

    /** A line break in a value would be a line of the unit. */
    @Test
    void whatWouldBecomeALineOfAUnitIsRefused() throws Exception {
        for (List<String> option : List.of(
                List.of("--data", "/srv/a\nExecStartPre=/bin/x"),
                List.of("--user", "root\nGroup=x"),
                List.of("--host", "a\nB=c"),
                List.of("--port", "80 80"))) {
            Outcome outcome = install(
                    "--systemd", "--out", folder.resolve("units").toString(), option.getFirst(), option.getLast());

            assertThat(outcome.code()).as(option.toString()).isEqualTo(2);
            assertThat(outcome.text()).contains(option.getFirst()).contains("expected");
            assertThat(folder.resolve("units")).doesNotExist();
        }
    }
}
