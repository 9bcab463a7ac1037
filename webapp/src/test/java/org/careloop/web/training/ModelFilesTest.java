package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.junit.jupiter.api.Test;

/** The files of a model, as they are registered and downloaded. */
class ModelFilesTest extends TrainingTest {
    @Test
    void aDownloadHoldsEveryFileOfTheModel() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        checkpoints.writeZip(base.id(), bytes);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/config.json");
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/model.safetensors");
            assertThat(new String(zip.readAllBytes())).isEqualTo("weights");
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/tokenizer.json");
        }
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
