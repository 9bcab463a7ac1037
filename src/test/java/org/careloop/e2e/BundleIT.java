package org.careloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of the script before it makes a bundle, and its commands inside one. */
class BundleIT {
    @TempDir
    private Path folder;

    @Test
    void whatCannotBeMadeIsSaidBeforeAnythingIs() throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("kept"), "");
        Path fresh = folder.resolve("fresh");

        assertThat(careloop(RunningCareLoop.root(), "bundle"))
                .isEqualTo(new Said(2, "careloop: bundle: --out is missing; expected a directory to make"));
        assertThat(careloop(RunningCareLoop.root(), "bundle", "--out"))
                .isEqualTo(new Said(2, "careloop: --out needs a directory"));
        assertThat(careloop(RunningCareLoop.root(), "bundle", "--out", full.toString()))
                .isEqualTo(new Said(
                        2, "careloop: --out %s: exists and is not empty; give another directory".formatted(full)));
        assertThat(careloop(RunningCareLoop.root(), "bundle", "--out", fresh.toString(), "--part-size", "60"))
                .isEqualTo(new Said(2, "careloop: --part-size 60: expected a number and K, M or G, such as 60M"));
        assertThat(fresh).doesNotExist();
        assertThat(full).isDirectoryContaining("glob:**/kept");
    }

    @Test
    void anImageThatCannotBeMadeIsSaidBeforeAnythingIs() throws Exception {
        Path kept = Files.writeString(folder.resolve("kept.tar"), "mine");
        Path fresh = folder.resolve("fresh.tar");

        assertThat(careloop(RunningCareLoop.root(), "image"))
                .isEqualTo(new Said(2, "careloop: image: --out is missing; expected a file to make"));
        assertThat(careloop(RunningCareLoop.root(), "image", "--out", kept.toString()))
                .isEqualTo(new Said(2, "careloop: --out %s: exists; give another file".formatted(kept)));
        assertThat(careloop(RunningCareLoop.root(), "image", "--out", fresh.toString(), "--base", "tar:///no/such.tar"))
                .isEqualTo(new Said(
                        2,
                        "careloop: --base tar:///no/such.tar: there is no such file; expected an image that"
                                + " docker save or skopeo wrote"));
        assertThat(fresh).doesNotExist();
        assertThat(kept).hasContent("mine");
    }

    @Test
    void aBundleSaysThatItHasNoSources() throws Exception {
        Files.copy(RunningCareLoop.root().resolve("careloop"), folder.resolve("careloop"));
        for (String command : List.of("test", "bench", "bundle", "image")) {
            assertThat(careloop(folder, command))
                    .isEqualTo(new Said(2, "careloop: %s needs the sources; run it in a checkout".formatted(command)));
        }
    }

    /** An exit code and the last line of what was said to a person. */
    private record Said(int code, String last) {}

    private Said careloop(Path root, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("careloop").toString()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(said.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        int code = process.waitFor();
        return new Said(code, Files.readAllLines(said).getLast());
    }
}
