package org.careloop.lm.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The architectures that are supported. One forward pass serves all. A family is its names, the traits of its layers that
 * no field of config.json chooses, and the values that transformers takes where config.json leaves a field out. Whatever
 * else a config.json asks for is refused.
 */
public enum Family {
    /** Llama 1 to 3.3, and the many models that take its form. */
    LLAMA("llama", "LlamaForCausalLM", "LlamaForSequenceClassification", Map.of("max_position_embeddings", 2048)),
    /** Mistral: every layer may look back through a sliding window. */
    MISTRAL(
            "mistral",
            "MistralForCausalLM",
            "MistralForSequenceClassification",
            Map.of("max_position_embeddings", 131_072, "sliding_window", 4096)),
    /** Qwen 2 and 2.5: queries, keys and values have a bias, the output of attention none. */
    QWEN2(
            "qwen2",
            "Qwen2ForCausalLM",
            "Qwen2ForSequenceClassification",
            Map.of("max_position_embeddings", 32_768, "sliding_window", 4096)),
    /** Qwen 3: each head of queries and keys is normalised. */
    QWEN3(
            "qwen3",
            "Qwen3ForCausalLM",
            "Qwen3ForSequenceClassification",
            Map.of("max_position_embeddings", 32_768, "sliding_window", 4096),
            Trait.NORMALISES_HEADS),
    /** Qwen 3 with experts: a router chooses for each token the feed-forward parts that compute it. */
    QWEN3_MOE(
            "qwen3_moe",
            "Qwen3MoeForCausalLM",
            "Qwen3MoeForSequenceClassification",
            Map.of("max_position_embeddings", 32_768, "sliding_window", 4096, "decoder_sparse_step", 1),
            Trait.NORMALISES_HEADS),
    /** Gemma 3, its text part: most layers look back through a window, and turn positions by a base of their own. */
    GEMMA3(
            "gemma3_text",
            "Gemma3ForCausalLM",
            "Gemma3TextForSequenceClassification",
            Map.ofEntries(
                    Map.entry("vocab_size", 262_208),
                    Map.entry("hidden_size", 2304),
                    Map.entry("intermediate_size", 9216),
                    Map.entry("num_hidden_layers", 26),
                    Map.entry("num_attention_heads", 8),
                    Map.entry("num_key_value_heads", 4),
                    Map.entry("head_dim", 256),
                    Map.entry("hidden_activation", "gelu_pytorch_tanh"),
                    Map.entry("max_position_embeddings", 131_072),
                    Map.entry("tie_word_embeddings", true),
                    Map.entry("query_pre_attn_scalar", 256),
                    Map.entry("sliding_window", 4096),
                    Map.entry("sliding_window_pattern", 6),
                    Map.entry("rope_theta", 1_000_000.0),
                    Map.entry("rope_local_base_freq", 10_000.0),
                    Map.entry("bos_token_id", 2),
                    Map.entry("eos_token_id", 1),
                    Map.entry("pad_token_id", 0)),
            Trait.NORMALISES_HEADS,
            Trait.ADDS_ONE_TO_NORMS,
            Trait.NORMALISES_OUTPUTS,
            Trait.SCALES_EMBEDDINGS,
            Trait.GELU);

    /** What the layers of a family do and those of a Llama do not. */
    enum Trait {
        NORMALISES_HEADS,
        ADDS_ONE_TO_NORMS,
        NORMALISES_OUTPUTS,
        SCALES_EMBEDDINGS,
        GELU
    }

    private final String modelType;
    private final String causalArchitecture;
    private final String classifierArchitecture;
    private final Map<String, Object> defaults;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    Family(
            String modelType,
            String causalArchitecture,
            String classifierArchitecture,
            Map<String, Object> defaults,
            Trait... traits) {
        this.modelType = modelType;
        this.causalArchitecture = causalArchitecture;
        this.classifierArchitecture = classifierArchitecture;
        this.defaults = defaults;
        this.traits.addAll(Arrays.asList(traits));
    }

    /** The {@code model_type} of config.json. */
    public String modelType() {
        return modelType;
    }

    /** The class that transformers loads a language model with. */
    public String causalArchitecture() {
        return causalArchitecture;
    }

    /** The class that transformers loads a model with a score head with. */
    public String classifierArchitecture() {
        return classifierArchitecture;
    }

    /** Whether each head's queries and keys are normalised before they are turned. */
    public boolean normalisesHeads() {
        return traits.contains(Trait.NORMALISES_HEADS);
    }

    /** Whether normalisations multiply by their weight and 1. */
    public boolean addsOneToNorms() {
        return traits.contains(Trait.ADDS_ONE_TO_NORMS);
    }

    /** Whether attention and the feed-forward part are normalised behind too, before they are added. */
    public boolean normalisesOutputs() {
        return traits.contains(Trait.NORMALISES_OUTPUTS);
    }

    /** Whether embeddings are multiplied by the root of the hidden size. */
    public boolean scalesEmbeddings() {
        return traits.contains(Trait.SCALES_EMBEDDINGS);
    }

    /** Whether the gate of the feed-forward part is GELU, in its approximation by tanh; SiLU otherwise. */
    public boolean gatesWithGelu() {
        return traits.contains(Trait.GELU);
    }

    /** Values of fields that config.json may leave out. */
    Map<String, Object> defaults() {
        return defaults;
    }

    static Optional<Family> ofArchitecture(String architecture) {
        return Arrays.stream(values())
                .filter(f -> f.causalArchitecture().equals(architecture)
                        || f.classifierArchitecture().equals(architecture))
                .findFirst();
    }

    static String supported() {
        return Arrays.stream(values())
                .map(f -> f.causalArchitecture() + ", " + f.classifierArchitecture())
                .collect(Collectors.joining(", "));
    }
}
