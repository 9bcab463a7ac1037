package org.careloop.lm.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads config.json as transformers does. What it would read otherwise than we compute is refused. */
final class ConfigJson {
    private static final String SLIDING = "sliding_attention";

    /** The architecture of images and text whose text part is a family of ours. */
    private static final String WITH_IMAGES = "Gemma3ForConditionalGeneration";

    /** The deepest known has two hundred. */
    private static final int MOST_LAYERS = 10_000;

    private final JsonFields fields;
    private final Family family;

    private ConfigJson(JsonFields fields, Family family) {
        this.fields = fields.withUsual(family.defaults());
        this.family = family;
    }

    static ModelConfig read(Path file) throws IOException {
        JsonFields whole = fields(file);
        JsonFields text = whole.optional("text_config");
        if (architectures(whole).contains(WITH_IMAGES) && text != null) {
            return new ConfigJson(text.withOuter(whole, List.of("eos_token_id", "tie_word_embeddings")), Family.GEMMA3)
                    .config();
        }
        Family family = family(whole);
        requireModelType(whole, family);
        return new ConfigJson(whole, family).config();
    }

    static boolean isClassifier(Path file) throws IOException {
        List<String> architectures = architectures(fields(file));
        return !architectures.isEmpty() && architectures.getFirst().endsWith("ForSequenceClassification");
    }

    static boolean readsImages(Path file) throws IOException {
        return architectures(fields(file)).contains(WITH_IMAGES);
    }

    private static JsonFields fields(Path file) throws IOException {
        return new JsonFields(file, Json.read(file, JsonNode.class));
    }

    private static List<String> architectures(JsonFields fields) {
        return fields.texts("architectures");
    }

    private static Family family(JsonFields fields) {
        return architectures(fields).stream()
                .map(Family::ofArchitecture)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> unsupported(fields));
    }

    private static BadInput unsupported(JsonFields fields) {
        if (fields.isAbsent("architectures")) {
            return fields.wrong(
                    "architectures", null, Phrase.filled("config.architectures-some", "one of %s", Family.supported()));
        }
        String given = fields.json().get("architectures").toString();
        boolean images = architectures(fields).stream().anyMatch(name -> name.endsWith("ForConditionalGeneration"));
        return BadInput.in(
                fields.file(),
                images
                        ? Phrase.filled(
                                "config.architectures-images",
                                "architectures %s is not supported; supported are %s: this model reads images or sound, and of such models only the text part of %s can be used. Save the text part on its own with transformers, if it has one of the supported architectures",
                                given,
                                Family.supported(),
                                WITH_IMAGES)
                        : Phrase.filled(
                                "config.architectures",
                                "architectures %s is not supported; supported are %s",
                                given,
                                Family.supported()));
    }

    /** transformers chooses the class by model_type, whatever architectures says. */
    private static void requireModelType(JsonFields fields, Family family) {
        String type = fields.text("model_type", family.modelType());
        if (!type.equals(family.modelType())) {
            throw fields.wrong(
                    "model_type",
                    type,
                    Phrase.filled(
                            "config.model-type",
                            "%s, which goes with architectures %s; correct the one that is wrong",
                            family.modelType(),
                            fields.json().get("architectures").toString()));
        }
    }

    /** Each layer has places of its own in memory, before any weight is looked for. */
    private void requireFewLayers() {
        int layers = fields.number("num_hidden_layers");
        if (layers > MOST_LAYERS) {
            throw fields.wrong("num_hidden_layers", layers, Phrase.filled("config.layers", "at most %s", MOST_LAYERS));
        }
    }

    private ModelConfig config() {
        requireFewLayers();
        int hidden = fields.number("hidden_size");
        int heads = fields.number("num_attention_heads");
        int headSize = headSize(hidden / Math.max(heads, 1));
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
                    headSize,
                    fields.number("max_position_embeddings"),
                    fields.decimal("rms_norm_eps", 1e-6),
                    family == Family.GEMMA3 ? fields.decimal("query_pre_attn_scalar") : headSize,
                    family == Family.GEMMA3 ? rope().ofFullLayers() : rope().ofAllLayers(),
                    fields.flag("tie_word_embeddings"),
                    attentionBias(),
                    family == Family.LLAMA && fields.flag("mlp_bias"),
                    slidingWindow(),
                    experts(),
                    fields.id("bos_token_id"),
                    fields.ids("eos_token_id"),
                    padId());
        } catch (BadValue e) {
            throw BadInput.in(fields.file(), e.phrase());
        }
    }

    private RopeJson rope() {
        return new RopeJson(fields);
    }

    /** Fields that ask for arithmetic of another kind. */
    private void requireKnownArithmetic() {
        String gate = family.gatesWithGelu() ? "gelu_pytorch_tanh" : "silu";
        String field = family.gatesWithGelu() ? "hidden_activation" : "hidden_act";
        String activation = fields.text(field, gate);
        if (!activation.equals(gate)) {
            throw fields.wrong(field, activation, ConfigField.value(gate));
        }
        for (String quantised : List.of("quantization_config", "compression_config")) {
            if (fields.isGiven(quantised)) {
                throw BadInput.in(
                        fields.file(),
                        Phrase.filled(
                                "config.quantised",
                                "the weights are quantised (field \"%s\"); expected a checkpoint in f32, bf16 or f16: take the one that this was quantised from",
                                quantised));
            }
        }
        for (String capped : List.of("attn_logit_softcapping", "final_logit_softcapping")) {
            if (family == Family.GEMMA3 && fields.isGiven(capped)) {
                throw fields.wrong(
                        capped,
                        fields.json().get(capped),
                        Phrase.of("config.uncapped", "null, because no logits are capped here"));
            }
        }
        if (family == Family.GEMMA3 && fields.flag("use_bidirectional_attention")) {
            throw fields.wrong(
                    "use_bidirectional_attention",
                    true,
                    Phrase.of("config.one-way", "false: a model that writes looks back only"));
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
            case LLAMA, QWEN3, QWEN3_MOE, GEMMA3 ->
                fields.flag("attention_bias") ? AttentionBias.ALL : AttentionBias.NONE;
            case MISTRAL -> AttentionBias.NONE;
            case QWEN2 -> AttentionBias.QUERY_KEY_VALUE;
        };
    }

    /** A negative one, as early Llamas have, stands for none. */
    private @Nullable Integer padId() {
        Integer id = fields.id("pad_token_id");
        return id == null || id < 0 ? null : id;
    }

    private @Nullable SlidingWindow slidingWindow() {
        Set<Integer> layers = windowedLayers();
        if (layers.isEmpty()) {
            return null;
        }
        return new SlidingWindow(
                fields.number("sliding_window"), layers, family == Family.GEMMA3 ? rope().ofWindowedLayers() : null);
    }

    private Set<Integer> windowedLayers() {
        boolean used = !fields.isAbsent("sliding_window") && fields.flag("use_sliding_window");
        return switch (family) {
            case LLAMA -> Set.of();
            case MISTRAL -> layers(layer -> !fields.isAbsent("sliding_window"));
            case QWEN3_MOE -> layers(layer -> used);
            case QWEN2, QWEN3 -> chosenLayers(used, layer -> used && layer >= fields.number("max_window_layers", 28));
            case GEMMA3 -> chosenLayers(true, layer -> (layer + 1) % fields.number("sliding_window_pattern") != 0);
        };
    }

    /** By name where config.json names them, else by a rule. */
    private Set<Integer> chosenLayers(boolean mayHaveWindow, IntPredicate rule) {
        if (fields.isAbsent("layer_types")) {
            return layers(rule);
        }
        List<String> types = fields.texts("layer_types");
        Set<String> known = mayHaveWindow ? Set.of("full_attention", SLIDING) : Set.of("full_attention");
        if (types.size() != fields.number("num_hidden_layers") || !known.containsAll(types)) {
            String sorted = known.stream().sorted().toList().toString();
            int count = fields.number("num_hidden_layers");
            throw fields.wrong(
                    "layer_types",
                    fields.json().get("layer_types"),
                    mayHaveWindow
                            ? Phrase.filled("config.layer-types", "one of %s for each of the %s layers", sorted, count)
                            : Phrase.filled(
                                    "config.layer-types-windowless",
                                    "one of %s for each of the %s layers, because use_sliding_window or sliding_window says none",
                                    sorted,
                                    count));
        }
        return layers(layer -> types.get(layer).equals(SLIDING));
    }

    private Set<Integer> layers(IntPredicate which) {
        return IntStream.range(0, fields.number("num_hidden_layers"))
                .filter(which)
                .boxed()
                .collect(Collectors.toSet());
    }

    private @Nullable Experts experts() {
        if (family != Family.QWEN3_MOE) {
            return null;
        }
        int count = fields.number(fields.has("num_local_experts") ? "num_local_experts" : "num_experts");
        int step = Math.max(1, fields.number("decoder_sparse_step"));
        List<Integer> without = fields.numbers("mlp_only_layers");
        Set<Integer> layers = layers(layer -> !without.contains(layer) && (layer + 1) % step == 0);
        return count == 0 || layers.isEmpty()
                ? null
                : new Experts(
                        count,
                        fields.number("num_experts_per_tok"),
                        fields.number("moe_intermediate_size"),
                        fields.flag("norm_topk_prob"),
                        layers);
    }
}
