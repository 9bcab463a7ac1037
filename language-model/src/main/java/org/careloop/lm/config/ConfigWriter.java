package org.careloop.lm.config;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** config.json of a model that is saved. */
public final class ConfigWriter {
    private ConfigWriter() {}

    /** The spelling that every version of transformers, and vLLM, reads. */
    public static ObjectNode json(ModelConfig config, String architecture, String dtype) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.putArray("architectures").add(architecture);
        json.put("model_type", config.family().modelType());
        json.put("vocab_size", config.vocabularySize());
        json.put("hidden_size", config.hiddenSize());
        json.put("intermediate_size", config.intermediateSize());
        json.put("num_hidden_layers", config.layers());
        json.put("num_attention_heads", config.heads());
        json.put("num_key_value_heads", config.keyValueHeads());
        json.put("head_dim", config.headSize());
        json.put("max_position_embeddings", config.maxPositions());
        json.put("rms_norm_eps", config.rmsNormEpsilon());
        json.put("tie_word_embeddings", config.tiedEmbeddings());
        differences(json, config);
        json.put("rope_theta", config.rope().theta());
        json.set("rope_scaling", scaling(config.rope().scaling()));
        json.put("torch_dtype", dtype);
        json.put("bos_token_id", config.beginId());
        json.set("eos_token_id", ends(config.endIds()));
        json.put("pad_token_id", config.padId());
        return json;
    }

    private static void differences(ObjectNode json, ModelConfig config) {
        json.put(
                config.family().gatesWithGelu() ? "hidden_activation" : "hidden_act",
                config.family().gatesWithGelu() ? "gelu_pytorch_tanh" : "silu");
        switch (config.family()) {
            case LLAMA -> {
                bias(json, config);
                json.put("mlp_bias", config.mlpBias());
            }
            case QWEN3 -> {
                bias(json, config);
                chosenWindow(json, config);
            }
            case QWEN3_MOE -> {
                bias(json, config);
                json.put("use_sliding_window", config.slidingWindow() != null);
                json.put("sliding_window", tokens(config.slidingWindow()));
                experts(json, config);
            }
            case QWEN2 -> chosenWindow(json, config);
            case MISTRAL -> json.put("sliding_window", tokens(config.slidingWindow()));
            case GEMMA3 -> {
                bias(json, config);
                json.set("query_pre_attn_scalar", number(config.queryScalar()));
                localWindow(json, config);
            }
        }
    }

    private static void bias(ObjectNode json, ModelConfig config) {
        json.put("attention_bias", config.attentionBias() == AttentionBias.ALL);
    }

    private static void experts(ObjectNode json, ModelConfig config) {
        Experts experts = config.experts();
        json.put("decoder_sparse_step", 1);
        ArrayNode without = json.putArray("mlp_only_layers");
        IntStream.range(0, config.layers())
                .filter(layer -> !config.hasExperts(layer))
                .forEach(without::add);
        json.put("num_experts", experts == null ? 0 : experts.count());
        if (experts != null) {
            json.put("num_experts_per_tok", experts.perToken());
            json.put("moe_intermediate_size", experts.intermediateSize());
            json.put("norm_topk_prob", experts.normalised());
        }
    }

    private static void localWindow(ObjectNode json, ModelConfig config) {
        SlidingWindow window = config.slidingWindow();
        json.put("sliding_window", tokens(window));
        if (window != null && window.rope() != null) {
            json.put("rope_local_base_freq", window.rope().theta());
        }
        layerTypes(json, config);
    }

    /** Layers by name for transformers 4.53 and later, and for those before by the first, which is all that they know. */
    private static void chosenWindow(ObjectNode json, ModelConfig config) {
        SlidingWindow window = config.slidingWindow();
        Set<Integer> layers = window == null ? Set.of() : window.layers();
        json.put("use_sliding_window", window != null);
        json.put("sliding_window", tokens(window));
        json.put("max_window_layers", layers.stream().min(Integer::compare).orElse(config.layers()));
        layerTypes(json, config);
    }

    private static void layerTypes(ObjectNode json, ModelConfig config) {
        ArrayNode types = json.putArray("layer_types");
        for (int i = 0; i < config.layers(); i++) {
            types.add(config.window(i) < Long.MAX_VALUE ? "sliding_attention" : "full_attention");
        }
    }

    /** Without a point where it is whole, because some fields must be. */
    private static JsonNode number(double value) {
        return value == Math.rint(value) ? Json.MAPPER.valueToTree((long) value) : Json.MAPPER.valueToTree(value);
    }

    private static @Nullable Integer tokens(@Nullable SlidingWindow window) {
        return window == null ? null : window.tokens();
    }

    private static JsonNode ends(List<Integer> ids) {
        return switch (ids.size()) {
            case 0 -> Json.MAPPER.nullNode();
            case 1 -> Json.MAPPER.valueToTree(ids.getFirst());
            default -> Json.MAPPER.valueToTree(ids);
        };
    }

    private static JsonNode scaling(RopeScaling scaling) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        switch (scaling) {
            case RopeScaling.Default ignored -> {
                return Json.MAPPER.nullNode();
            }
            case RopeScaling.Linear linear -> json.put("rope_type", "linear").put("factor", linear.factor());
            case RopeScaling.Llama3 llama3 ->
                json.put("rope_type", "llama3")
                        .put("factor", llama3.factor())
                        .put("low_freq_factor", llama3.lowFrequencyFactor())
                        .put("high_freq_factor", llama3.highFrequencyFactor())
                        .put("original_max_position_embeddings", llama3.originalPositions());
            case RopeScaling.Yarn yarn -> yarn(json, yarn);
        }
        return json;
    }

    private static void yarn(ObjectNode json, RopeScaling.Yarn yarn) {
        json.put("rope_type", "yarn")
                .put("factor", yarn.factor())
                .put("original_max_position_embeddings", yarn.originalPositions())
                .put("attention_factor", yarn.attentionFactor())
                .put("beta_fast", yarn.betaFast())
                .put("beta_slow", yarn.betaSlow())
                .put("truncate", yarn.truncate());
    }
}
