package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads config.json as transformers does. */
final class ConfigJson {
    static final String FILE = "config.json";

    private final JsonFields fields;
    private final Family family;

    private ConfigJson(JsonFields fields) {
        this.fields = fields;
        family = family(fields);
    }

    static ModelConfig read(Path file) throws IOException {
        return new ConfigJson(fields(file)).config();
    }

    /** Whether a directory holds a model that scores, which has no output layer. */
    static boolean isClassifier(Path directory) throws IOException {
        List<String> architectures = fields(directory.resolve(FILE)).texts("architectures");
        return !architectures.isEmpty() && architectures.getFirst().endsWith("ForSequenceClassification");
    }

    private static JsonFields fields(Path file) throws IOException {
        return new JsonFields(file, Json.read(file, JsonNode.class));
    }

    private static Family family(JsonFields fields) {
        List<String> architectures = fields.texts("architectures");
        return architectures.stream()
                .map(Family::ofArchitecture)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> BadInput.in(
                        fields.file(),
                        "architectures %s is not supported; supported are %s"
                                .formatted(
                                        fields.isAbsent("architectures")
                                                ? "(none)"
                                                : fields.json().get("architectures"),
                                        Family.supported())));
    }

    private ModelConfig config() {
        int hidden = fields.number("hidden_size");
        int heads = fields.number("num_attention_heads");
        RopeJson rope = new RopeJson(fields);
        requireKnownArithmetic();
        try {
            return new ModelConfig(
                    family,
                    fields.number("vocab_size"),
                    hidden,
                    fields.number("intermediate_size"),
                    fields.number("num_hidden_layers"),
                    heads,
                    keyValueHeads(heads),
                    headSize(hidden / Math.max(heads, 1)),
                    fields.number("max_position_embeddings", 2048),
                    fields.decimal("rms_norm_eps", 1e-6),
                    rope.theta(),
                    rope.scaling(),
                    fields.flag("tie_word_embeddings"),
                    attentionBias(),
                    family == Family.LLAMA && fields.flag("mlp_bias"),
                    slidingWindow(),
                    fields.id("bos_token_id"),
                    fields.ids("eos_token_id"),
                    fields.id("pad_token_id"));
        } catch (IllegalArgumentException e) {
            throw new BadInput("%s: %s".formatted(fields.file(), e.getMessage()), e);
        }
    }

    private void requireKnownArithmetic() {
        String activation = fields.text("hidden_act", "silu");
        if (!activation.equals("silu")) {
            throw fields.wrong("hidden_act", activation, "silu");
        }
        if (fields.isObject("quantization_config")) {
            throw BadInput.in(fields.file(), "the weights are quantised; expected a checkpoint in f32, bf16 or f16");
        }
    }

    /** Left out, the families differ; written as null, all mean as many as there are query heads. */
    private int keyValueHeads(int heads) {
        boolean may = family == Family.LLAMA || fields.has("num_key_value_heads");
        return may ? fields.number("num_key_value_heads", heads) : fields.number("num_key_value_heads");
    }

    private int headSize(int otherwise) {
        return family == Family.QWEN3 ? fields.number("head_dim") : fields.number("head_dim", otherwise);
    }

    private AttentionBias attentionBias() {
        return switch (family) {
            case LLAMA, QWEN3 -> fields.flag("attention_bias") ? AttentionBias.ALL : AttentionBias.NONE;
            case MISTRAL -> AttentionBias.NONE;
            case QWEN2 -> AttentionBias.QUERY_KEY_VALUE;
        };
    }

    private @Nullable SlidingWindow slidingWindow() {
        boolean used =
                family == Family.MISTRAL || (family.choosesWindowedLayers() && fields.flag("use_sliding_window"));
        if (!used || fields.isNull("sliding_window")) {
            return null;
        }
        int tokens = fields.number("sliding_window", 4096);
        Set<Integer> layers = IntStream.range(0, fields.number("num_hidden_layers"))
                .filter(layer -> family == Family.MISTRAL || isWindowed(layer))
                .boxed()
                .collect(Collectors.toSet());
        return layers.isEmpty() ? null : new SlidingWindow(tokens, layers);
    }

    private boolean isWindowed(int layer) {
        List<String> types = fields.texts("layer_types");
        return types.isEmpty()
                ? layer >= fields.number("max_window_layers", 28)
                : layer < types.size() && types.get(layer).equals("sliding_attention");
    }
}
