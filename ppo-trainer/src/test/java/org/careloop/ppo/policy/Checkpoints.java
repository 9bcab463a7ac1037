package org.careloop.ppo.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What holds for every checkpoint that leaves the house. */
public final class Checkpoints {
    private Checkpoints() {}

    /** A checkpoint travels; nothing in it may say where this machine kept anything. */
    public static void assertTellsNoPlaceBelow(Path folder, Path model) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(folder.toString(), "../");
            }
        }
    }
}
