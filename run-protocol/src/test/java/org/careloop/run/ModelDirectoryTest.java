package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void aCheckpointIsCalledByItsDirectoryOrByTheRunThatMadeIt() throws IOException {
        Path run = Files.createDirectory(folder.resolve("sft-1"));
        Files.writeString(run.resolve("run.json"), "{}");

        assertThat(ModelDirectory.name(folder.resolve("stories260K"))).isEqualTo("stories260K");
        assertThat(ModelDirectory.name(run.resolve("model"))).isEqualTo("sft-1");
        assertThat(ModelDirectory.name(folder.resolve("ppo-1/../sft-1/model"))).isEqualTo("sft-1");
    }

    /** The directory above may be anything, a person's home for one. */
    @Test
    void whatLiesAboveACheckpointThatNoRunMadeIsNotTold() {
        assertThat(ModelDirectory.name(folder.resolve("alice/model"))).isEqualTo("model");
    }
}
