package org.careloop.web.command;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.cli.Commands;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop install}: writes what a machine or a cluster needs to run CareLoop as services. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what a machine or a cluster needs to run CareLoop for others, to read and then to copy.",
            "Nothing outside the folder that you name is changed."
        })
final class InstallCommand implements Commands.Summarised {
    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";
    private static final String USER = "[a-z_][a-z0-9_-]*";
    private static final String PATH = "/[A-Za-z0-9._/-]+";
    private static final String IMAGE = "[A-Za-z0-9][A-Za-z0-9._/:@-]*";
    private static final String OBJECT = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
    private static final String SIZE = "[1-9]\\d*(Mi|Gi|Ti)";
    private static final String DATABASE = "jdbc:postgresql://[^\\s'\"]+";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Kind kind = new Kind();

    private static final class Kind {
        @Option(names = "--systemd", description = "two units of systemd")
        private boolean systemd;

        @Option(names = "--kubernetes", description = "objects of Kubernetes; needs --image and --database-url")
        private boolean kubernetes;
    }

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to; no file is overwritten")
    private Path out = Path.of("");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "by which people call it, behind your TLS (default: this machine's)")
    private @Nullable String host;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "",
            description = "a PostgreSQL of your own: jdbc:postgresql://HOST:PORT/NAME, without a password")
    private String database = "";

    @ArgGroup(exclusive = false, heading = "With --systemd%n")
    private Machine machine = new Machine();

    private static final class Machine {
        @Option(
                names = "--user",
                paramLabel = "NAME",
                defaultValue = "careloop",
                description = "the account that runs it and owns the data (default: ${DEFAULT-VALUE})")
        private String user = "careloop";

        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "/var/lib/careloop",
                description = "where database, runs and models are kept (default: ${DEFAULT-VALUE})")
        private String data = "/var/lib/careloop";

        @Option(
                names = "--port",
                paramLabel = "N",
                defaultValue = "8080",
                description = "web port on the loopback (default: ${DEFAULT-VALUE})")
        private int port = 8080;
    }

    @ArgGroup(exclusive = false, heading = "With --kubernetes%n")
    private Cluster cluster = new Cluster();

    private static final class Cluster {
        @Option(
                names = "--image",
                paramLabel = "IMAGE",
                defaultValue = "",
                description = "as careloop image made it, by the name under which the cluster finds it")
        private String image = "";

        @Option(
                names = "--replicas",
                paramLabel = "N",
                defaultValue = "1",
                description = "of the web application (default: ${DEFAULT-VALUE})")
        private int replicas = 1;

        @Option(
                names = "--cards",
                paramLabel = "N",
                defaultValue = "0",
                description = "graphics cards of the worker, 0 or 1 (default: ${DEFAULT-VALUE})")
        private int cards;

        @Option(
                names = "--storage",
                paramLabel = "SIZE",
                defaultValue = "100Gi",
                description = "for runs and models (default: ${DEFAULT-VALUE})")
        private String storage = "100Gi";

        @Option(
                names = "--tls-secret",
                paramLabel = "NAME",
                defaultValue = "careloop-tls",
                description = "Secret with the certificate (default: ${DEFAULT-VALUE})")
        private String certificate = "careloop-tls";
    }

    private final String home;

    /** @param home the folder in which {@code careloop} lies */
    InstallCommand(String home) {
        this.home = home;
    }

    @Override
    public Map<String, Object> call() throws IOException {
        String called = host == null ? InetAddress.getLocalHost().getCanonicalHostName() : host;
        require("--host", called, HOST, "a name such as care.example.org, without protocol and port");
        require("--database-url", database, database.isEmpty() ? "" : DATABASE, "jdbc:postgresql://HOST:PORT/NAME");
        require(
                "--database-url",
                database,
                "(?is)(?!.*password=).*",
                "no password in it: careloop.env has a line for it");
        return kind.systemd ? systemd(called) : kubernetes(called);
    }

    private Map<String, Object> systemd(String called) throws IOException {
        require("--user", machine.user, USER, "an account's name: a-z, digits, dash, underscore");
        require("--data", machine.data, PATH, "a whole path of letters, digits, dots, dashes and underscores");
        require("--port", Integer.toString(machine.port), "[1-9]\\d{0,4}", "a number such as 8080");
        require(
                "CareLoop's own folder",
                home,
                PATH,
                "a path of letters, digits, dots, dashes and underscores: move it");
        SystemdUnits units = new SystemdUnits(home, machine.user, machine.data, machine.port);
        return write(units.files(), new SettingsFile(called, database), units.steps(out.toString()));
    }

    private Map<String, Object> kubernetes(String called) throws IOException {
        require("--image", cluster.image, IMAGE, "an image such as registry.example.org/careloop:1");
        require(
                "--database-url",
                database,
                DATABASE,
                "a PostgreSQL of your own: pods come and go, and the embedded one with them");
        require("--replicas", Integer.toString(cluster.replicas), "[1-9]\\d?", "1 to 99");
        require("--cards", Integer.toString(cluster.cards), "[01]", "0 or 1");
        require("--storage", cluster.storage, SIZE, "a size such as 100Gi");
        require(
                "--tls-secret",
                cluster.certificate,
                OBJECT,
                "a name of Kubernetes: small letters, digits, dashes, dots");
        KubernetesObjects objects = new KubernetesObjects(
                cluster.image, called, cluster.certificate, cluster.replicas, cluster.cards, cluster.storage);
        return write(objects.files(), new SettingsFile(called, database), objects.steps(out.toString()));
    }

    /** All files or none; the settings are their owner's alone, since passwords come into them. */
    private Map<String, Object> write(Map<String, String> files, SettingsFile settings, String steps)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(files);
        all.put(SettingsFile.NAME, settings.text());
        for (String name : all.keySet()) {
            if (Files.exists(out.resolve(name))) {
                throw new BadInput(out.resolve(name) + " exists and is not overwritten; give another directory");
            }
        }
        Files.createDirectories(out);
        for (Map.Entry<String, String> file : all.entrySet()) {
            Path path = out.resolve(file.getKey());
            if (file.getKey().equals(SettingsFile.NAME)) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(path, file.getValue());
        }
        spec.commandLine().getErr().println(steps);
        spec.commandLine().getErr().flush();
        return Map.of("out", out.toString(), "files", List.copyOf(all.keySet()));
    }

    /** A whole value, line breaks included: one of these would be a line of the file. */
    private static void require(String option, String given, String pattern, String expected) {
        if (!given.matches(pattern)) {
            throw new BadInput("%s: given \"%s\", expected %s".formatted(option, given, expected));
        }
    }
}
