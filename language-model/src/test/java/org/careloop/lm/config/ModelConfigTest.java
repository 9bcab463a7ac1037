package org.careloop.lm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigTest {
    private static final String LLAMA = """
        "architectures": ["LlamaForCausalLM"], "vocab_size": 100, "hidden_size": 32, "intermediate_size": 64,
        "num_hidden_layers": 2, "num_attention_heads": 4, "rms_norm_eps": 1e-5\
        """;
    private static final String MISTRAL = LLAMA.replace("Llama", "Mistral") + ", \"num_key_value_heads\": 2";
    private static final String QWEN2 = LLAMA.replace("Llama", "Qwen2") + ", \"num_key_value_heads\": 2";
    private static final String QWEN3 =
            LLAMA.replace("Llama", "Qwen3") + ", \"num_key_value_heads\": 2, \"head_dim\": 8";

    @TempDir
    private Path directory;

    @Test
    void theOldSpellingOfRotaryPositionsIsRead() throws IOException {
        ModelConfig config = read("""
            "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}, "eos_token_id": [7, 9]\
            """);
        assertThat(config.rope().theta()).isEqualTo(500_000);
        assertThat(config.rope().scaling()).isEqualTo(new RopeScaling.Llama3(8, 1, 4, 8192));
        assertThat(config.endIds()).containsExactly(7, 9);
    }

    @Test
    void theNewSpellingOfRotaryPositionsIsRead() throws IOException {
        ModelConfig config = read("""
            "rope_parameters": {"rope_type": "linear", "factor": 2.0, "rope_theta": 20000.0}\
            """);
        assertThat(config.rope().theta()).isEqualTo(20_000);
        assertThat(config.rope().scaling()).isEqualTo(new RopeScaling.Linear(2));
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfLlama() throws IOException {
        ModelConfig config = read("\"head_dim\": null");
        assertThat(config.keyValueHeads()).isEqualTo(4);
        assertThat(config.headSize()).isEqualTo(8);
        assertThat(config.rope().theta()).isEqualTo(10_000);
        assertThat(config.rope().scaling()).isEqualTo(new RopeScaling.Default());
        assertThat(config.tiedEmbeddings()).isFalse();
        assertThat(config.beginId()).isNull();
    }

    @Test
    void whatIsWrittenReadsAsTheSame() throws IOException {
        ModelConfig config = read("""
            "rope_theta": 500000.0, "rope_scaling": {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}, "bos_token_id": 1,
            "eos_token_id": [7, 9], "tie_word_embeddings": true, "mlp_bias": true\
            """);
        Json.replace(directory.resolve("config.json"), ConfigWriter.json(config, "LlamaForCausalLM", "float32"));
        assertThat(ModelConfig.read(directory)).isEqualTo(config);
    }

    @Test
    void anotherArchitectureIsRefusedWithTheListOfWhatIsSupported() throws IOException {
        Files.writeString(directory.resolve("config.json"), "{\"architectures\": [\"GPT2LMHeadModel\"]}");
        assertThatThrownBy(() -> ModelConfig.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "architectures [\"GPT2LMHeadModel\"] is not supported; supported are LlamaForCausalLM")
                .hasMessageContaining("MistralForCausalLM")
                .hasMessageContaining("Qwen2ForCausalLM")
                .hasMessageContaining("Qwen3ForSequenceClassification");
    }

    @Test
    void mistralLooksBackThroughItsWindowInEveryLayer() throws IOException {
        assertThat(read(MISTRAL, "\"sliding_window\": 6").slidingWindow())
                .isEqualTo(new SlidingWindow(6, Set.of(0, 1)));
        assertThat(read(MISTRAL, "\"sliding_window\": null").slidingWindow()).isNull();
    }

    /** As transformers does: the first Mistral had one, and the field was left out of copies of its configuration. */
    @Test
    void mistralWithoutTheFieldHasTheWindowOfTheFirstMistral() throws IOException {
        assertThat(read(MISTRAL, "\"bos_token_id\": 1").slidingWindow())
                .isEqualTo(new SlidingWindow(4096, Set.of(0, 1)));
    }

    @Test
    void qwenHasAWindowOnlyWhereItSaysSo() throws IOException {
        String window = "\"sliding_window\": 6, \"max_window_layers\": 1, \"use_sliding_window\": ";
        assertThat(read(QWEN2, window + "false").slidingWindow()).isNull();
        assertThat(read(QWEN2, window + "true").slidingWindow()).isEqualTo(new SlidingWindow(6, Set.of(1)));
        assertThat(read(QWEN3, window + "true, \"layer_types\": [\"sliding_attention\", \"full_attention\"]")
                        .slidingWindow())
                .isEqualTo(new SlidingWindow(6, Set.of(0)));
    }

    @Test
    void biasesFollowTheFamily() throws IOException {
        String biased = "\"attention_bias\": true";
        assertThat(read(LLAMA, biased).attentionBias()).isEqualTo(AttentionBias.ALL);
        assertThat(read(MISTRAL, biased).attentionBias()).isEqualTo(AttentionBias.NONE);
        assertThat(read(QWEN2, "\"attention_bias\": false").attentionBias()).isEqualTo(AttentionBias.QUERY_KEY_VALUE);
        assertThat(read(QWEN3, biased).attentionBias()).isEqualTo(AttentionBias.ALL);
    }

    @Test
    void aMissingFieldWithAnotherDefaultInTransformersIsRefused() {
        assertThatThrownBy(() -> readWhole(LLAMA.replace("Llama", "Qwen2")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"num_key_value_heads\" is missing; expected a whole number");
        assertThatThrownBy(() -> readWhole(LLAMA.replace("Llama", "Qwen3") + ", \"num_key_value_heads\": 2"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"head_dim\" is missing; expected a whole number");
    }

    @Test
    void quantisedWeightsAreRefused() {
        assertThatThrownBy(() -> read("\"quantization_config\": {\"quant_method\": \"gptq\"}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "the weights are quantised (field \"quantization_config\"); expected a checkpoint in f32, bf16 or f16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama3-biased",
                "mistral",
                "qwen2",
                "qwen2-windowed",
                "qwen3",
                "qwen3-yarn",
                "qwen3-moe",
                "gemma3"
            })
    void theConfigurationOfEveryFamilyIsWrittenAsItWasRead(String name) throws IOException {
        ModelConfig config = ModelConfig.read(Path.of("src/test/resources/parity", name));
        String architecture = config.family().causalArchitecture();
        Json.replace(directory.resolve("config.json"), ConfigWriter.json(config, architecture, "float32"));
        assertThat(ModelConfig.read(directory)).isEqualTo(config);
    }

    @Test
    void anotherKindOfRotaryScalingIsRefused() {
        assertThatThrownBy(() -> read("\"rope_scaling\": {\"type\": \"dynamic\", \"factor\": 4.0}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"rope_type\" is dynamic; expected default, linear, llama3 or yarn");
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
                .hasMessageContaining(
                        "field \"num_attention_heads\" is 4; expected a multiple of num_key_value_heads, which is 3");
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
        return read(LLAMA, more);
    }

    private ModelConfig read(String family, String more) throws IOException {
        return readWhole(family + ", " + more);
    }

    private ModelConfig readWhole(String fields) throws IOException {
        Files.writeString(directory.resolve("config.json"), "{" + fields + "}");
        return ModelConfig.read(directory);
    }
}
