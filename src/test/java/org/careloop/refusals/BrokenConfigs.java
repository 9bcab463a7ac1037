package org.careloop.refusals;

import static org.careloop.refusals.Broken.config;

import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Configurations that say what the model cannot be, each one change away from a sound one. */
final class BrokenConfigs {
    private BrokenConfigs() {}

    static Stream<Broken> all() {
        return Stream.concat(fields(), positions());
    }

    private static Stream<Broken> fields() {
        return Stream.of(
                config("config.architectures", json -> architecture(json, "GPT2LMHeadModel", "gpt2")),
                config(
                        "config.architectures-images",
                        json -> architecture(json, "LlavaForConditionalGeneration", "llava")),
                config("config.architectures-some", json -> json.remove("architectures")),
                config("config.missing", json -> json.remove("vocab_size")),
                config("config.field", json -> json.put("vocab_size", "many")),
                config("json.number", json -> json.put("rms_norm_eps", "small")),
                config("json.text", json -> json.put("hidden_act", 1)),
                config("json.boolean", json -> json.put("tie_word_embeddings", "true")),
                config("json.object", json -> json.put("rope_scaling", "linear")),
                config(
                        "json.wholes",
                        experts(json -> json.putArray("mlp_only_layers").add("one"))),
                config("config.model-type", json -> json.put("model_type", "mistral")),
                config("config.positive", json -> json.put("num_hidden_layers", 0)),
                config("config.layers", json -> json.put("num_hidden_layers", 10_001)),
                config("config.multiple", json -> json.put("num_key_value_heads", 3)),
                config("config.even", json -> json.put("head_dim", 3)),
                config("config.pad-id", json -> json.put("pad_token_id", 100)),
                config(
                        "config.quantised",
                        json -> json.putObject("quantization_config").put("bits", 4)),
                config("config.experts", experts(json -> json.put("num_experts_per_tok", 6))),
                config("config.uncapped", gemma(json -> json.put("final_logit_softcapping", 30.0))),
                config("config.one-way", gemma(json -> json.put("use_bidirectional_attention", true))),
                config("config.layer-types", qwen(json -> {
                    json.put("use_sliding_window", true).put("sliding_window", 4);
                    json.putArray("layer_types").add("chunked_attention");
                })),
                config(
                        "config.layer-types-windowless",
                        qwen(json -> json.putArray("layer_types").add("sliding_attention"))));
    }

    private static Stream<Broken> positions() {
        return Stream.of(
                config("config.rope-disagree", json -> {
                    json.putObject("rope_scaling").put("rope_type", "linear").put("factor", 2.0);
                    json.putObject("rope_parameters").put("rope_type", "linear").put("factor", 4.0);
                }),
                config(
                        "config.rope-kinds",
                        gemma(json -> json.putObject("rope_parameters").put("rope_theta", 9.0))),
                config(
                        "config.rope-one",
                        json -> json.putObject("rope_parameters").putObject("full_attention")),
                config(
                        "config.rope-type-beside",
                        json -> json.putObject("rope_scaling")
                                .put("rope_type", "default")
                                .put("type", "linear")),
                config(
                        "config.rope-type-needed",
                        gemma(json -> json.putObject("rope_scaling")
                                .put("type", "linear")
                                .put("factor", 2.0))),
                config(
                        "config.rope-types",
                        json -> json.putObject("rope_scaling").put("rope_type", "longrope")),
                config(
                        "config.rope-windowed",
                        gemma(json -> json.putObject("rope_parameters")
                                .putObject("sliding_attention")
                                .put("rope_type", "linear")
                                .put("factor", 2.0))),
                config("config.rotary-whole", json -> json.put("partial_rotary_factor", .5)),
                config("config.whole-model", json -> {
                    json.put("original_max_position_embeddings", 16);
                    json.putObject("rope_scaling")
                            .put("rope_type", "yarn")
                            .put("factor", 2.0)
                            .put("original_max_position_embeddings", 8);
                }));
    }

    private static void architecture(ObjectNode json, String name, String type) {
        json.putArray("architectures").add(name);
        json.put("model_type", type);
    }

    private static Consumer<ObjectNode> gemma(Consumer<ObjectNode> change) {
        return json -> {
            architecture(json, "Gemma3ForCausalLM", "gemma3_text");
            json.remove("hidden_act");
            change.accept(json);
        };
    }

    private static Consumer<ObjectNode> qwen(Consumer<ObjectNode> change) {
        return json -> {
            architecture(json, "Qwen2ForCausalLM", "qwen2");
            change.accept(json);
        };
    }

    /** A model with experts. */
    static Consumer<ObjectNode> experts(Consumer<ObjectNode> change) {
        return json -> {
            architecture(json, "Qwen3MoeForCausalLM", "qwen3_moe");
            json.put("num_experts", 4).put("num_experts_per_tok", 2).put("moe_intermediate_size", 8);
            change.accept(json);
        };
    }
}
