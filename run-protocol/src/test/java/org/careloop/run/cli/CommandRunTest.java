package org.careloop.run.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRunTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    Path folder;

    private Path out;
    private CommandRun command;

    @BeforeEach
    void data() throws IOException {
        out = folder.resolve("out");
        command = command(Map.of("epochs", 2));
    }

    private CommandRun command(Map<String, Object> settings) throws IOException {
        Path data = Files.writeString(folder.resolve("mine.jsonl"), "{}\n");
        return new CommandRun(
                RunKind.REWARD,
                folder.resolve("base"),
                null,
                null,
                settings,
                Map.of("comparisons.jsonl", data),
                Map.of("comparisons", 1L));
    }

    @Test
    void theDataAreCopiedWithTheirHashes() throws IOException {
        RunDirectory run = command.prepare(out, NOON);

        assertThat(run.comparisons()).hasContent("{}");
        DatasetManifest manifest = Json.read(run.manifest(), DatasetManifest.class);
        assertThat(manifest.counts()).containsEntry("comparisons", 1L);
        assertThat(manifest.sha256())
                .containsEntry("comparisons.jsonl", "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356");
        assertThat(run.readSpec().id()).isEqualTo("out");
        assertThat(run.readStatus().orElseThrow().phase()).isEqualTo(Phase.QUEUED);
        manifest.verify(run.dataset());
    }

    @Test
    void dataChangedAfterTheCopyAreRefused() throws IOException {
        RunDirectory run = command.prepare(out, NOON);
        Files.writeString(run.comparisons(), "{\"id\":\"other\"}\n");
        DatasetManifest manifest = Json.read(run.manifest(), DatasetManifest.class);

        assertThatThrownBy(() -> manifest.verify(run.dataset()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("comparisons.jsonl")
                .hasMessageContaining("changed after it was frozen");
    }

    @Test
    void theSameCommandGoesOnWithAnUnfinishedRun() throws IOException {
        RunDirectory run = command.prepare(out, NOON);
        run.writeStatus(new RunStatus(Phase.FAILED, 3, 9, null, null, Phrase.verbatim("power"), NOON.instant()));

        assertThat(command.prepare(out, NOON)).isEqualTo(run);
        assertThat(run.readStatus().orElseThrow().step()).isEqualTo(3);
    }

    @Test
    void aFinishedRunIsNotRunAgain() throws IOException {
        command.prepare(out, NOON).writeStatus(new RunStatus(Phase.DONE, 9, 9, null, null, null, NOON.instant()));

        assertThatThrownBy(() -> command.prepare(out, NOON))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("this run is done; name another --out");
    }

    @Test
    void anotherRunInTheSamePlaceIsRefusedWithTheDifference() throws IOException {
        command.prepare(out, NOON);

        assertThatThrownBy(() -> command(Map.of("epochs", 3)).prepare(out, NOON))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("whose settings differs ({\"epochs\":2}, now asked for: {\"epochs\":3})");
    }

    @Test
    void otherDataInTheSamePlaceIsRefused() throws IOException {
        command.prepare(out, NOON);
        Files.writeString(folder.resolve("mine.jsonl"), "{ }\n");

        assertThatThrownBy(() -> command.prepare(out, NOON))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("whose data differs");
    }

    @Test
    void aDirectoryWithOtherFilesIsLeftAlone() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> command.prepare(out, NOON))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("holds other files");
        assertThat(out.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void modelsAreFoundInCheckpointsAndRuns() throws IOException {
        Path run = folder.resolve("run");
        Path checkpoint = Files.createDirectories(run.resolve("model"));
        assertThatThrownBy(() -> ModelDirectory.of(run))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("config.json");
        Files.writeString(checkpoint.resolve("config.json"), "{}");

        assertThat(ModelDirectory.of(checkpoint)).isEqualTo(checkpoint);
        assertThat(ModelDirectory.of(run)).isEqualTo(checkpoint);
        assertThatThrownBy(() -> ModelDirectory.of(folder.resolve("nowhere")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not exist");
    }
}
