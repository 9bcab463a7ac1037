package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** config.json as transformers reads and writes it, in its old spelling (rope_theta) and its new (rope_parameters). */
final class ConfigJson {
    static final String FILE = "config.json";

    private final Path file;
    private final JsonNode json;

    private ConfigJson(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    static ModelConfig read(Path file) throws IOException {
        JsonNode json = Json.read(file, JsonNode.class);
        return new ConfigJson(file, json).config();
    }

    /** Whether a directory holds a model that scores, which has no output layer. */
    static boolean isClassifier(Path directory) throws IOException {
        JsonNode json = Json.read(directory.resolve(FILE), JsonNode.class);
        return json.path("architectures").path(0).asString("").endsWith("ForSequenceClassification");
    }

    private ModelConfig config() {
        Family family = family();
        int hidden = number("hidden_size");
        int heads = number("num_attention_heads");
        String activation = json.path("hidden_act").asString("silu");
        if (!activation.equals("silu")) {
            throw wrong("hidden_act", activation, "silu");
        }
        try {
            return new ModelConfig(
                    family,
                    number("vocab_size"),
                    hidden,
                    number("intermediate_size"),
                    number("num_hidden_layers"),
                    heads,
                    number("num_key_value_heads", heads),
                    number("head_dim", hidden / Math.max(heads, 1)),
                    number("max_position_embeddings", 2048),
                    decimal(json, "rms_norm_eps", 1e-6),
                    ropeTheta(),
                    ropeScaling(),
                    json.path("tie_word_embeddings").asBoolean(false),
                    json.path("attention_bias").asBoolean(false),
                    json.path("mlp_bias").asBoolean(false),
                    id("bos_token_id"),
                    ids("eos_token_id"),
                    id("pad_token_id"));
        } catch (IllegalArgumentException e) {
            throw new BadInput("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Family family() {
        JsonNode architectures = json.path("architectures");
        for (JsonNode architecture : architectures) {
            var family = Family.ofArchitecture(architecture.asString(""));
            if (family.isPresent()) {
                return family.get();
            }
        }
        throw BadInput.in(
                file,
                "architectures %s is not supported; supported are %s"
                        .formatted(architectures.isMissingNode() ? "(none)" : architectures, Family.supported()));
    }

    private double ropeTheta() {
        return decimal(json.path("rope_parameters"), "rope_theta", decimal(json, "rope_theta", 10_000));
    }

    private RopeScaling ropeScaling() {
        JsonNode scaling =
                json.path("rope_parameters").isObject() ? json.path("rope_parameters") : json.path("rope_scaling");
        if (!scaling.isObject()) {
            return new RopeScaling.Default();
        }
        String type = scaling.path("rope_type").asString(scaling.path("type").asString("default"));
        return switch (type) {
            case "default" -> new RopeScaling.Default();
            case "linear" -> new RopeScaling.Linear(decimal(scaling, "factor"));
            case "llama3" ->
                new RopeScaling.Llama3(
                        decimal(scaling, "factor"),
                        decimal(scaling, "low_freq_factor"),
                        decimal(scaling, "high_freq_factor"),
                        decimal(scaling, "original_max_position_embeddings"));
            default -> throw wrong("rope_type", type, "default, linear or llama3");
        };
    }

    private int number(String field) {
        if (!json.path(field).isInt()) {
            throw wrong(field, json.get(field), "a whole number");
        }
        return json.path(field).intValue();
    }

    private int number(String field, int otherwise) {
        return absent(json, field) ? otherwise : number(field);
    }

    private double decimal(JsonNode node, String field, double otherwise) {
        return absent(node, field) ? otherwise : decimal(node, field);
    }

    private double decimal(JsonNode node, String field) {
        if (!node.path(field).isNumber()) {
            throw wrong(field, node.get(field), "a number");
        }
        return node.path(field).doubleValue();
    }

    private @Nullable Integer id(String field) {
        List<Integer> ids = ids(field);
        return ids.isEmpty() ? null : ids.getFirst();
    }

    /** One id or a list of them; models write both. */
    private List<Integer> ids(String field) {
        List<Integer> ids = new ArrayList<>();
        JsonNode value = json.path(field);
        if (value.isInt()) {
            ids.add(value.intValue());
        }
        for (JsonNode each : value.isArray() ? value : Json.MAPPER.createArrayNode()) {
            ids.add(each.intValue());
        }
        return ids;
    }

    private static boolean absent(JsonNode node, String field) {
        return node.path(field).isMissingNode() || node.path(field).isNull();
    }

    private BadInput wrong(String field, @Nullable Object found, String expected) {
        return BadInput.in(
                file, "field \"%s\" is %s; expected %s".formatted(field, found == null ? "missing" : found, expected));
    }

    /** The spelling that every version of transformers, and vLLM, reads. */
    static ObjectNode write(ModelConfig config, String architecture, String dtype) {
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
        json.put("hidden_act", "silu");
        json.put("tie_word_embeddings", config.tiedEmbeddings());
        json.put("attention_bias", config.attentionBias());
        json.put("mlp_bias", config.mlpBias());
        json.put("rope_theta", config.ropeTheta());
        json.set("rope_scaling", scaling(config.ropeScaling()));
        json.put("torch_dtype", dtype);
        json.put("bos_token_id", config.beginId());
        json.set("eos_token_id", ends(config.endIds()));
        json.put("pad_token_id", config.padId());
        return json;
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
        }
        return json;
    }
}
