package org.careloop.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.run.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every library that is delivered is the one whose hash was written down when it came in. */
class LibrariesIT {
    private static final Path ROOT = Path.of(System.getProperty("careloop.root"));

    private static final String OWN = "-0.1.0-SNAPSHOT.jar";

    /** Where it fails on purpose, after an update: copy e2e/target/libraries.sha256 over docs/libraries.sha256. */
    @Test
    void everyDeliveredLibraryHasTheHashThatWasWrittenDown() throws IOException {
        Map<String, String> delivered = ofTheApplication();
        delivered.putAll(ofTheTrainers());
        String list = delivered.entrySet().stream()
                .map(library -> library.getValue() + "  " + library.getKey() + "\n")
                .collect(Collectors.joining());
        Files.writeString(ROOT.resolve("e2e/target/libraries.sha256"), list);

        assertThat(ROOT.resolve("docs/libraries.sha256")).hasContent(list);
    }

    @Test
    void anExchangedLibraryIsNotStartedAndAnUnknownOneIsNamed(@TempDir Path folder) throws Exception {
        Path app = Files.createDirectories(folder.resolve("app/lib"));
        Path trainers = Files.createDirectories(folder.resolve("ppo-trainer/target/lib"));
        Path known =
                Files.writeString(Files.createDirectory(folder.resolve("docs")).resolve("libraries.sha256"), "");
        Files.writeString(app.resolve("a-1.jar"), "one");
        Files.writeString(app.resolve("webapp" + OWN), "ours");
        Files.writeString(trainers.resolve("b-1.jar"), "two");
        assertThat(verified(folder))
                .isEqualTo("a-1.jar is not in docs/libraries.sha256 and was not checked\n"
                        + "b-1.jar is not in docs/libraries.sha256 and was not checked\n0\n");

        Files.writeString(known, "%s  a-1.jar%n%s  b-1.jar%n".formatted(Sha256.of("one"), "0".repeat(64)));
        assertThat(verified(folder))
                .startsWith("careloop: b-1.jar is not the library that docs/libraries.sha256 names (it has 3fc4ccfe")
                .endsWith("write its new hash there\n2\n");

        Files.writeString(trainers.resolve("b-1.jar"), "one");
        Files.writeString(known, Files.readString(known).replace("0".repeat(64), Sha256.of("one")));
        assertThat(verified(folder)).isEqualTo("0\n");
    }

    private static Map<String, String> ofTheApplication() throws IOException {
        Map<String, String> libraries = new TreeMap<>();
        try (JarInputStream jar =
                new JarInputStream(Files.newInputStream(ROOT.resolve("webapp/target/webapp-0.1.0-SNAPSHOT-app.jar")))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                String name = entry.getName();
                if (name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar") && !name.endsWith(OWN)) {
                    libraries.put(name.substring(name.lastIndexOf('/') + 1), Sha256.of(jar.readAllBytes()));
                }
            }
        }
        return libraries;
    }

    private static Map<String, String> ofTheTrainers() throws IOException {
        Map<String, String> libraries = new TreeMap<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("ppo-trainer/target/lib"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(OWN)) {
                    libraries.put(name, Sha256.of(file));
                }
            }
        }
        return libraries;
    }

    /** What the script says of the libraries of a folder, and its exit code. */
    private static String verified(Path folder) throws Exception {
        String functions = "source <(sed -n '/^say()/p;/^die()/p;/^verify_libraries()/,/^}/p' %s)"
                .formatted(ROOT.resolve("careloop"));
        String command =
                "set -uo pipefail; root=%s; app_dir=$root/app; version=0.1.0-SNAPSHOT; %s; (verify_libraries); echo $?"
                        .formatted(folder, functions);
        Process process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        try (InputStream said = process.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
