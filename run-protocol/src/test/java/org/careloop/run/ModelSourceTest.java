package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the base of an adapter is looked for. */
class ModelSourceTest {
    @TempDir
    private Path folder;

    private Path base;

    @BeforeEach
    void aWholeModel() throws IOException {
        base = Files.createDirectories(folder.resolve("llama"));
        Files.writeString(base.resolve("config.json"), "{}");
    }

    @Test
    void aWholeModelHasNoAdapter() throws IOException {
        assertThat(ModelSource.of(base, null)).isEqualTo(new ModelSource(base, null));
        assertThat(ModelSource.of(base, null).given()).isEqualTo(base);
    }

    @Test
    void theBaseIsTheDirectoryThatTheAdapterNames() throws IOException {
        Path adapter = adapter(folder.resolve("tuned"), base.toString());

        assertThat(ModelSource.of(adapter, null)).isEqualTo(new ModelSource(base, adapter));
        assertThat(ModelSource.of(adapter, null).given()).isEqualTo(adapter);
    }

    @Test
    void aBaseThatAPersonNamesComesBeforeIt() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("config.json"), "{}");
        Path adapter = adapter(folder.resolve("tuned"), base.toString());

        assertThat(ModelSource.of(adapter, other).directory()).isEqualTo(other);
    }

    @Test
    void theAdapterThatARunKeptLiesOverWhatTheRunStartedFrom() throws IOException {
        RunDirectory run = new RunDirectory(folder.resolve("sft-1"));
        Path adapter = adapter(run.model().resolve("adapter"), "llama");
        Files.writeString(run.model().resolve("config.json"), "{}");
        run.submit(spec("../llama"), RunStatus.queued(Instant.EPOCH));

        assertThat(ModelSource.of(adapter, null)).isEqualTo(new ModelSource(base, adapter));
        assertThat(ModelDirectory.name(adapter)).isEqualTo("sft-1");
    }

    @Test
    void aRunThatStartedFromAnAdapterLiesOverTheBaseOfThatToo() throws IOException {
        Path first = adapter(folder.resolve("first"), base.toString());
        RunDirectory run = new RunDirectory(folder.resolve("dpo-2"));
        Path second = adapter(run.model().resolve("adapter"), "first");
        Files.writeString(run.model().resolve("config.json"), "{}");
        run.submit(spec(first.toString()), RunStatus.queued(Instant.EPOCH));

        assertThat(ModelSource.of(second, null)).isEqualTo(new ModelSource(base, second));
    }

    @Test
    void aBaseThatIsNowhereIsRefusedWithWhatToDo() throws IOException {
        Path adapter = adapter(folder.resolve("tuned"), "meta-llama/Llama-3.1-8B");

        assertThatThrownBy(() -> ModelSource.of(adapter, null))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "adapter_config.json: field \"base_model_name_or_path\" is \"meta-llama/Llama-3.1-8B\"")
                .hasMessageContaining("name it with --base DIR, or write its path into the field");
    }

    @Test
    void anAdapterBesideAWholeModelIsRefused() throws IOException {
        adapter(base, "other");

        assertThatThrownBy(() -> ModelSource.of(base, null)).hasMessageContaining("lies beside a whole model");
    }

    private static RunSpec spec(String model) {
        return new RunSpec("r", RunKind.SFT, Instant.EPOCH, "test", model, null, Map.of(), Map.of());
    }

    private static Path adapter(Path directory, String base) throws IOException {
        Files.createDirectories(directory);
        Json.replace(directory.resolve("adapter_config.json"), Map.of("base_model_name_or_path", base));
        return directory;
    }
}
