package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelConfigTest {
    private static final String SIZES = """
            "architectures": ["LlamaForCausalLM"], "vocab_size": 100, "hidden_size": 32, "intermediate_size": 64,
            "num_hidden_layers": 2, "num_attention_heads": 4, "rms_norm_eps": 1e-5""";

    @TempDir
    private Path directory;

    @Test
    void theOldSpellingOfRotaryPositionsIsRead() throws IOException {
        ModelConfig config = read("""
                "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}, "eos_token_id": [7, 9]""");
        assertThat(config.ropeTheta()).isEqualTo(500_000);
        assertThat(config.ropeScaling()).isEqualTo(new RopeScaling.Llama3(8, 1, 4, 8192));
        assertThat(config.endIds()).containsExactly(7, 9);
    }

    @Test
    void theNewSpellingOfRotaryPositionsIsRead() throws IOException {
        ModelConfig config = read("""
                "rope_parameters": {"rope_type": "linear", "factor": 2.0, "rope_theta": 20000.0}""");
        assertThat(config.ropeTheta()).isEqualTo(20_000);
        assertThat(config.ropeScaling()).isEqualTo(new RopeScaling.Linear(2));
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfLlama() throws IOException {
        ModelConfig config = read("\"head_dim\": null");
        assertThat(config.keyValueHeads()).isEqualTo(4);
        assertThat(config.headSize()).isEqualTo(8);
        assertThat(config.ropeTheta()).isEqualTo(10_000);
        assertThat(config.ropeScaling()).isEqualTo(new RopeScaling.Default());
        assertThat(config.tiedEmbeddings()).isFalse();
        assertThat(config.beginId()).isNull();
    }

    @Test
    void whatIsWrittenReadsAsTheSame() throws IOException {
        ModelConfig config = read("""
                "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}, "bos_token_id": 1,
                "eos_token_id": [7, 9], "tie_word_embeddings": true, "mlp_bias": true""");
        Json.replace(directory.resolve("config.json"), ConfigJson.write(config, "LlamaForCausalLM", "float32"));
        assertThat(ModelConfig.read(directory)).isEqualTo(config);
    }

    @Test
    void anotherArchitectureIsRefusedWithTheListOfWhatIsSupported() throws IOException {
        Files.writeString(directory.resolve("config.json"), "{\"architectures\": [\"GPT2LMHeadModel\"]}");
        assertThatThrownBy(() -> ModelConfig.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "architectures [\"GPT2LMHeadModel\"] is not supported; supported are LlamaForCausalLM");
    }

    @Test
    void anotherKindOfRotaryScalingIsRefused() {
        assertThatThrownBy(() -> read("\"rope_scaling\": {\"type\": \"yarn\", \"factor\": 4.0}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"rope_type\" is yarn; expected default, linear or llama3");
    }

    @Test
    void aFieldOfTheWrongKindIsNamed() {
        assertThatThrownBy(() -> read("\"vocab_size\": \"many\""))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining("field \"vocab_size\" is \"many\"; expected a whole number");
    }

    @Test
    void headsThatDoNotShareEvenlyAreRefused() {
        assertThatThrownBy(() -> read("\"num_key_value_heads\": 3"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("num_attention_heads 4 is no multiple of num_key_value_heads 3");
    }

    @Test
    void aDirectoryWithoutConfigurationIsBadInput() {
        assertThatThrownBy(() -> ModelConfig.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("config.json: the file does not exist");
    }

    @Test
    void specialIdsCanBeGivenLater() {
        ModelConfig config = ModelConfig.llama(10, 8, 16, 1, 2, 1, 32).withSpecialIds(1, List.of(2), 3);
        assertThat(config.endIds()).containsExactly(2);
        assertThat(config.padId()).isEqualTo(3);
    }

    private ModelConfig read(String more) throws IOException {
        Files.writeString(directory.resolve("config.json"), "{" + SIZES + ", " + more + "}");
        return ModelConfig.read(directory);
    }
}
