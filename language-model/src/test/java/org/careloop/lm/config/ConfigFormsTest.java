package org.careloop.lm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of config.json that people bring: read as transformers reads them, or refused in words. */
class ConfigFormsTest {
    private static final String SIZES = """
            "vocab_size": 100, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 4,
            "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8""";

    @TempDir
    private Path directory;

    @Test
    void bothSpellingsOfRotaryPositionsAreReadWhereTheySayTheSame() throws IOException {
        ModelConfig config = llama("""
                "rope_theta": 500.0, "rope_scaling": {"type": "linear", "factor": 2.0},
                "rope_parameters": {"rope_type": "linear", "factor": 2.0, "rope_theta": 500.0}""");

        assertThat(config.rope()).isEqualTo(new Rope(500, new RopeScaling.Linear(2)));
    }

    /** A {@code ;} stands for a comma. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    "rope_scaling": {"rope_type": "linear"; "factor": 2.0}; "rope_parameters": {"rope_type": "linear"; "factor": 4.0} | fields rope_scaling, rope_parameters disagree
                    "rope_theta": 500.0; "rope_parameters": {"rope_theta": 900.0} | fields rope_parameters, rope_theta disagree
                    "rope_scaling": {"rope_type": "default"; "type": "linear"; "factor": 2.0} | field "rope_type" is default; expected what "type" beside it says, which is linear
                    "rope_scaling": {"type": "longrope"} | field "rope_type" is longrope; expected default, linear, llama3 or yarn
                    "rope_scaling": "linear" | field "rope_scaling" is "linear"; expected an object
                    "partial_rotary_factor": 0.5 | field "partial_rotary_factor" is 0.5; expected 1
                    "rope_parameters": {"full_attention": {"rope_theta": 9.0}} | expected one description for all layers
                    "model_type": "mistral" | field "model_type" is mistral; expected llama, which goes with architectures ["LlamaForCausalLM"]
                    "tie_word_embeddings": "true" | field "tie_word_embeddings" is "true"; expected true or false
                    "pad_token_id": 100 | field "pad_token_id" is 100; expected less than vocab_size, which is 100
                    "compression_config": {"quant_method": "compressed-tensors"} | the weights are quantised (field "compression_config")
                    "hidden_act": "gelu" | field "hidden_act" is gelu; expected silu
                    """)
    void whatTransformersWouldReadOtherwiseIsRefused(String fields, String words) {
        String json = fields.replace(';', ',');

        assertThatThrownBy(() -> llama(json))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("config.json: ")
                .hasMessageContaining(words);
    }

    @Test
    void yarnHasTheUsualRampAndItsAttentionFactor() throws IOException {
        ModelConfig config = llama("""
                "rope_theta": 10000.0, "max_position_embeddings": 64,
                "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 16}""");

        RopeScaling.Yarn yarn = (RopeScaling.Yarn) config.rope().scaling();
        assertThat(yarn.attentionFactor()).isCloseTo(1.1386294, within(1e-6)); // 0.1 ln 4 + 1
        assertThat(yarn.betaFast()).isEqualTo(32);
        assertThat(yarn.betaSlow()).isEqualTo(1);
        assertThat(yarn.truncate()).isTrue();
        // Of the four pairs of a head the first turns often enough to be kept; the others are stretched.
        assertThat(config.rope().frequencies(8))
                .containsExactly(new float[] {1, 0.025f, 0.0025f, 0.00025f}, within(1e-4f));
    }

    @Test
    void aNegativePaddingIdIsNone() throws IOException {
        assertThat(llama("\"pad_token_id\": -1").padId()).isNull();
    }

    @Test
    void layersThatAreNamedHaveToBeKnownAndToHaveAWindow() {
        String window = "\"use_sliding_window\": true, \"sliding_window\": 4, \"layer_types\": ";
        assertThatThrownBy(() -> read("Qwen3ForCausalLM", window + "[\"chunked_attention\", \"a\", \"b\", \"c\"]"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("expected one of [full_attention, sliding_attention] for each of the 4 layers");
        assertThatThrownBy(() -> read("Qwen3ForCausalLM", window + "[\"full_attention\"]"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"layer_types\" is [\"full_attention\"]");
        String all = "[\"sliding_attention\", \"sliding_attention\", \"full_attention\", \"full_attention\"]";
        assertThatThrownBy(() -> read("Qwen3ForCausalLM", "\"sliding_window\": 4, \"layer_types\": " + all))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("because use_sliding_window or sliding_window says none");
    }

    @Test
    void gemmaIsReadFromAConfigurationThatLeavesMostOut() throws IOException {
        ModelConfig config = readWhole("""
                {"architectures": ["Gemma3ForCausalLM"], "model_type": "gemma3_text", "num_hidden_layers": 7}""");

        assertThat(config.family()).isEqualTo(Family.GEMMA3);
        assertThat(config.vocabularySize()).isEqualTo(262_208);
        assertThat(config.tiedEmbeddings()).isTrue();
        assertThat(config.queryScalar()).isEqualTo(256);
        assertThat(config.rope()).isEqualTo(Rope.of(1_000_000));
        assertThat(config.slidingWindow())
                .isEqualTo(new SlidingWindow(4096, Set.of(0, 1, 2, 3, 4, 6), Rope.of(10_000)));
        assertThat(config.rope(5)).isEqualTo(Rope.of(1_000_000));
        assertThat(config.rope(6)).isEqualTo(Rope.of(10_000));
    }

    @Test
    void gemmaTurnsTheLayersWithAWindowByTheirOwnBase() throws IOException {
        ModelConfig config = read("Gemma3ForCausalLM", """
                "sliding_window": 5, "sliding_window_pattern": 2, "rope_theta": 700.0, "rope_local_base_freq": 30.0,
                "rope_scaling": {"rope_type": "linear", "factor": 8.0}""");

        assertThat(config.rope()).isEqualTo(new Rope(700, new RopeScaling.Linear(8)));
        assertThat(config.slidingWindow()).isEqualTo(new SlidingWindow(5, Set.of(0, 2), Rope.of(30)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    "final_logit_softcapping": 30.0 | field "final_logit_softcapping" is 30.0; expected null
                    "attn_logit_softcapping": 50.0 | field "attn_logit_softcapping" is 50.0; expected null
                    "use_bidirectional_attention": true | field "use_bidirectional_attention" is true; expected false
                    "rope_parameters": {"rope_theta": 9.0} | expected an object with "full_attention" and "sliding_attention"
                    "rope_scaling": {"type": "linear"} | because this family reads no field "type" here
                    "hidden_activation": "silu" | field "hidden_activation" is silu; expected gelu_pytorch_tanh
                    """)
    void gemmaRefusesWhatItDoesNotCompute(String fields, String words) {
        assertThatThrownBy(() -> read("Gemma3ForCausalLM", fields))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words);
    }

    @Test
    void theTextPartOfAGemmaThatReadsImagesIsRead() throws IOException {
        ModelConfig config = readWhole("""
                {"architectures": ["Gemma3ForConditionalGeneration"], "model_type": "gemma3", "eos_token_id": [1, 106],
                 "text_config": {"model_type": "gemma3_text", "hidden_size": 64, "num_hidden_layers": 2},
                 "vision_config": {"hidden_size": 9}}""");

        assertThat(config.family()).isEqualTo(Family.GEMMA3);
        assertThat(config.hiddenSize()).isEqualTo(64);
        assertThat(config.endIds()).containsExactly(1, 106);
        assertThat(ModelConfig.readsImages(directory)).isTrue();
    }

    @Test
    void anotherModelOfImagesIsRefusedByName() {
        assertThatThrownBy(() -> readWhole("{\"architectures\": [\"LlavaForConditionalGeneration\"]}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("architectures [\"LlavaForConditionalGeneration\"] is not supported")
                .hasMessageContaining("only the text part of Gemma3ForConditionalGeneration can be used");
    }

    @Test
    void expertsStandInTheLayersThatConfigJsonChooses() throws IOException {
        String experts = "\"num_experts\": 5, \"num_experts_per_tok\": 2, \"moe_intermediate_size\": 6";
        assertThat(read("Qwen3MoeForCausalLM", experts).experts())
                .isEqualTo(new Experts(5, 2, 6, false, Set.of(0, 1, 2, 3)));
        assertThat(read("Qwen3MoeForCausalLM", experts + ", \"decoder_sparse_step\": 2, \"norm_topk_prob\": true")
                        .experts())
                .isEqualTo(new Experts(5, 2, 6, true, Set.of(1, 3)));
        assertThat(read("Qwen3MoeForCausalLM", experts + ", \"mlp_only_layers\": [0, 3]")
                        .experts())
                .isEqualTo(new Experts(5, 2, 6, false, Set.of(1, 2)));
        assertThatThrownBy(() -> read("Qwen3MoeForCausalLM", experts.replace("tok\": 2", "tok\": 6")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("field \"num_experts_per_tok\" is 6; expected 1 to num_experts, which is 5");
    }

    private ModelConfig llama(String fields) throws IOException {
        return read("LlamaForCausalLM", fields);
    }

    private ModelConfig read(String architecture, String fields) throws IOException {
        return readWhole("{\"architectures\": [\"%s\"], %s, %s}".formatted(architecture, SIZES, fields));
    }

    private ModelConfig readWhole(String json) throws IOException {
        Files.writeString(directory.resolve("config.json"), json);
        return ModelConfig.read(directory);
    }
}
