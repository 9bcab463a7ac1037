package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointFiles;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The files of a model, as they are registered and downloaded. */
class ModelFilesTest extends TrainingTest {
    @Autowired
    private CheckpointFiles files;

    @Test
    void aDownloadHoldsEveryFileOfTheModel() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        files.writeZip(base.id(), CheckpointFiles.Part.WHOLE, bytes);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/config.json");
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/model.safetensors");
            assertThat(new String(zip.readAllBytes())).isEqualTo("weights");
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/tokenizer.json");
        }
    }

    @Test
    void theAdapterThatARunKeptIsHandedOutAlone() throws IOException {
        Path merged = model(folder.resolve("merged"), "weights");
        Path kept = Files.createDirectories(merged.resolve("adapter"));
        Files.writeString(kept.resolve("adapter_model.safetensors"), "factors");
        Checkpoint made = checkpoints.registerBase(unique("merged"), ModelKind.POLICY, merged);

        assertThat(files.size(made.id(), CheckpointFiles.Part.ADAPTER)).hasValue(7);
        assertThat(files.size(base.id(), CheckpointFiles.Part.ADAPTER)).isEmpty();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        files.writeZip(made.id(), CheckpointFiles.Part.ADAPTER, bytes);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo(made.name() + "/adapter/adapter_model.safetensors");
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void anAdapterIsRegisteredWhereItsBaseLiesOnTheServer() throws IOException {
        Path whole = model(folder.resolve("whole"), "weights");
        Path adapter = Files.createDirectories(folder.resolve("tuned"));
        Files.writeString(adapter.resolve("adapter_model.safetensors"), "factors");
        Json.replace(adapter.resolve("adapter_config.json"), Map.of("base_model_name_or_path", whole.toString()));

        Checkpoint made = checkpoints.registerBase(unique("tuned"), ModelKind.POLICY, adapter);

        assertThat(made.directory()).isEqualTo(adapter);
        Json.replace(adapter.resolve("adapter_config.json"), Map.of("base_model_name_or_path", "meta/llama"));
        assertThatThrownBy(() -> checkpoints.registerBase(unique("lost"), ModelKind.POLICY, adapter))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"base_model_name_or_path\" is \"meta/llama\"");
    }

    @Test
    void aDirectoryWithoutATokenizerIsRefusedByName() throws IOException {
        Path broken = model(folder.resolve("broken"), "weights");
        Files.delete(broken.resolve("tokenizer.json"));
        assertThatThrownBy(() -> checkpoints.registerBase(unique("broken"), ModelKind.POLICY, broken))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("broken: tokenizer.json is not in it; expected a Hugging Face model directory");
    }
}
