package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLicenceTest {
    @TempDir
    private Path model;

    private void card(String front) throws IOException {
        Files.writeString(model.resolve("README.md"), front);
    }

    @Test
    void theFrontMatterOfTheCardStatesIt() throws IOException {
        card("---\ntags: [a]\nlicense: apache-2.0\n---\n# license: mit\n");
        assertThat(ModelLicence.of(model)).contains("apache-2.0");
        card("---\nlicense: \"mit\"\n---\n");
        assertThat(ModelLicence.of(model)).contains("mit");
        card("---\nlicense:\n- cc-by-4.0\n- mit\n---\n");
        assertThat(ModelLicence.of(model)).contains("cc-by-4.0");
        card("---\nlicense: [llama3, mit]\n---\n");
        assertThat(ModelLicence.of(model)).contains("llama3");
    }

    @Test
    void anotherLicenceHasItsOwnName() throws IOException {
        card("---\nlicense: other\nlicense_name: qwen-research\n---\n");
        assertThat(ModelLicence.of(model)).contains("qwen-research");
        card("---\nlicense: other\n---\n");
        assertThat(ModelLicence.of(model)).contains("other");
    }

    @Test
    void withoutACardTheConfigurationMayStateIt() throws IOException {
        Files.writeString(model.resolve("config.json"), "{\"license\": \"mit\"}");
        assertThat(ModelLicence.of(model)).contains("mit");
        card("# A model without front matter\nlicense: none\n");
        assertThat(ModelLicence.of(model)).contains("mit");
        Files.writeString(model.resolve("config.json"), "{\"license\": ");
        assertThat(ModelLicence.of(model)).isEmpty();
        assertThat(ModelLicence.stated(model.resolve("nowhere"))).isEqualTo("not stated");
    }
}
