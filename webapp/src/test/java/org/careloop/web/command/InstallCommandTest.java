package org.careloop.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The units, objects and settings that {@code ./careloop install} writes. */
class InstallCommandTest {
    private static final String DATABASE = "--database-url=jdbc:postgresql://db.example.org/careloop";

    @TempDir
    private Path folder;

    private record Outcome(int code, String text) {}

    /** Installs what lies in /opt/careloop. */
    private Outcome install(String... options) {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new InstallCommand("/opt/careloop"));
        command.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--out=" + folder.resolve("made"));
        int code = Commands.run(command, all.toArray(String[]::new));
        return new Outcome(code, said.toString());
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve("made").resolve(file));
    }

    @Test
    void theUnitsStartWhatTheyNameAsTheAccountThatWasAsked() throws IOException {
        Outcome outcome = install("--systemd", "--user=ward", "--data=/srv/ward", "--host=care.example.org");

        assertThat(outcome.code()).as(outcome.text()).isZero();
        assertThat(outcome.text()).contains("install -d -o ward -g ward -m 700 /srv/ward\n");
        assertThat(written("careloop-web.service"))
                .contains("ExecStart=/opt/careloop/careloop up --no-worker --no-demo --data /srv/ward --port 8080\n")
                .contains("User=ward\n")
                .contains("ReadWritePaths=/srv/ward\n")
                .contains("ReadWritePaths=-/opt/careloop\n")
                .contains("PrivateDevices=yes\n");
        assertThat(written("careloop-worker.service"))
                .contains("ExecStart=/opt/careloop/careloop worker --runs /srv/ward/runs\n")
                .contains("PrivateDevices=no\n");
        assertThat(written("careloop.env"))
                .contains("CARELOOP_HOSTS=care.example.org\n")
                .contains("\n#SPRING_DATASOURCE_URL=");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("made").resolve("careloop.env"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theObjectsOfAClusterFitEachOther() throws IOException {
        Outcome outcome = install(
                "--kubernetes",
                "--image=example.org/careloop:1",
                DATABASE,
                "--host=care.example.org",
                "--replicas=2",
                "--cards=1");

        assertThat(outcome.code()).as(outcome.text()).isZero();
        assertThat(written("careloop.env"))
                .contains("\nSPRING_DATASOURCE_URL=jdbc:postgresql://db.example.org/careloop\n");
        List<Object> objects = objects();
        assertThat(objects)
                .extracting(object -> at(object, "kind"))
                .containsExactly(
                        "PersistentVolumeClaim", "Deployment", "Deployment", "Service", "Ingress", "NetworkPolicy");
        Object web = objects.get(1);
        Object worker = objects.get(2);
        assertThat(at(web, "spec", "replicas")).isEqualTo(2);
        for (Object deployment : List.of(web, worker)) {
            assertThat(at(deployment, "spec", "selector", "matchLabels"))
                    .isEqualTo(at(deployment, "spec", "template", "metadata", "labels"));
            Object pod = at(deployment, "spec", "template", "spec");
            assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
            assertThat(at(first(pod, "volumes"), "persistentVolumeClaim", "claimName"))
                    .isEqualTo(at(objects.getFirst(), "metadata", "name"));
            Object container = first(pod, "containers");
            assertThat(at(container, "image")).isEqualTo("example.org/careloop:1");
            assertThat(at(container, "securityContext", "readOnlyRootFilesystem"))
                    .isEqualTo(true);
            assertThat(at(first(container, "envFrom"), "secretRef", "name")).isEqualTo("careloop");
        }
        Object container = first(at(web, "spec", "template", "spec"), "containers");
        assertThat(at(container, "args")).isEqualTo(List.of("up", "--no-worker", "--no-demo", "--data", "/data"));
        assertThat(at(first(at(container, "readinessProbe", "httpGet"), "httpHeaders"), "value"))
                .as("a host that is trusted")
                .isEqualTo("care.example.org");
        assertThat(at(objects.get(3), "spec", "selector")).isEqualTo(at(web, "spec", "selector", "matchLabels"));
        assertThat(at(first(at(worker, "spec", "template", "spec"), "containers"), "resources", "limits"))
                .isEqualTo(Map.of("nvidia.com/gpu", 1));
        assertThat(at(first(objects.get(4), "spec", "rules"), "host")).isEqualTo("care.example.org");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("made")).resolve("careloop.env");
        Files.writeString(mine, "CARELOOP_OIDC_CLIENT_SECRET=mine\n");
        Outcome outcome = install("--systemd");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text()).contains("careloop.env exists and is not overwritten");
        assertThat(Files.readString(mine)).isEqualTo("CARELOOP_OIDC_CLIENT_SECRET=mine\n");
        assertThat(folder.resolve("made")).isDirectoryContaining(mine::equals);
        assertThat(folder.resolve("made")).isDirectoryNotContaining(path -> !path.equals(mine));
    }

    /** A line break in a value would be a line of the unit. */
    @Test
    void whatWouldBecomeALineOfAFileIsRefused() {
        for (String option : List.of(
                "--data=/srv/a\nExecStartPre=/bin/x",
                "--user=root\nGroup=x",
                "--host=a\nB=c",
                "--port=80 80",
                "--database-url=jdbc:postgresql://a/b\nC=d",
                "--database-url=jdbc:postgresql://a/b?password=open")) {
            refused(option.substring(0, option.indexOf('=')), "--systemd", option);
        }
        for (String option :
                List.of("--image=a b", "--replicas=0", "--cards=2", "--storage=much", "--tls-secret=A_b")) {
            refused(option.substring(0, option.indexOf('=')), "--kubernetes", "--image=i", DATABASE, option);
        }
        refused("--database-url", "--kubernetes", "--image=careloop:1");
        refused("--image", "--kubernetes", DATABASE);
    }

    private void refused(String named, String... options) {
        Outcome outcome = install(options);
        assertThat(outcome.code()).as(String.join(" ", options)).isEqualTo(2);
        assertThat(outcome.text()).contains(named).contains("expected");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    private List<Object> objects() throws IOException {
        List<Object> objects = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(written("careloop.yaml"))
                .forEach(objects::add);
        return objects;
    }

    private static Object at(Object value, String... path) {
        Object found = value;
        for (String name : path) {
            found = ((Map<?, ?>) found).get(name);
        }
        return found;
    }

    /** The first of a list that lies at the end of the path. */
    private static Object first(Object value, String... path) {
        return ((List<?>) at(value, path)).getFirst();
    }
}
