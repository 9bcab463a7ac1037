package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.careloop.lm.config.ConfigField;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.BadInput;
import org.careloop.run.BadValue;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adapters on disk in the format of PEFT: {@code adapter_config.json} and {@code adapter_model.safetensors}, a score head
 * among the modules to save.
 */
public final class PeftAdapter {
    private static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final String FOUNDATION = "foundation";
    private static final String SCORE = "base_model.model.score.weight";

    /** Fields that change the meaning of the weights; an adapter that sets one is refused. */
    private static final List<String> UNUSUAL = List.of(
            "use_dora",
            "use_rslora",
            "use_qalora",
            "use_bdlora",
            "lora_bias",
            "fan_in_fan_out",
            "rank_pattern",
            "alpha_pattern",
            "layer_replication",
            "target_parameters",
            "trainable_token_indices",
            "alora_invocation_tokens");

    private static final List<String> CHANGES_THE_TRUNK = List.of("pissa", "olora", "corda", "loftq");

    private PeftAdapter() {}

    /**
     * Writes one adapter of a model; with it, as one, the adapter that the model stands on, if there is one: over the bare
     * trunk the result computes what the model does.
     *
     * @param base name of the trunk; PEFT looks there only when it is given no trunk to lay the adapter over
     * @param score the head that was trained with it, if there is one
     */
    public static void save(LanguageModel model, String name, Path directory, String base, @Nullable LinearHead score)
            throws IOException {
        Files.createDirectories(directory);
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> weights = Adapters.named(model.adapters().wholePairs(name));
            if (score != null) {
                weights.put(SCORE, score.weight());
            }
            SafeTensorsWriter.write(directory.resolve(WEIGHTS), weights);
        }
        Json.replace(directory.resolve(CONFIG), json(model.adapters().wholeConfig(name), base, score != null));
    }

    private static ObjectNode json(LoraConfig config, String base, boolean withScore) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("peft_type", "LORA");
        json.put("task_type", withScore ? "SEQ_CLS" : "CAUSAL_LM");
        json.put("base_model_name_or_path", base);
        json.put("r", config.rank());
        if (config.alpha() == Math.rint(config.alpha())) {
            json.put("lora_alpha", (int) config.alpha());
        } else {
            json.put("lora_alpha", config.alpha());
        }
        json.put("lora_dropout", config.dropout());
        json.put("bias", "none");
        json.put("fan_in_fan_out", false);
        json.put("inference_mode", true);
        var targets = json.putArray("target_modules");
        LoraConfig.PROJECTIONS.stream().filter(config.targets()::contains).forEach(targets::add);
        if (withScore) {
            json.putArray("modules_to_save").add("score");
        } else {
            json.putNull("modules_to_save");
        }
        return json;
    }

    /**
     * Adds a saved adapter to a model under a name.
     *
     * @param rng for its dropout, if it is trained further
     * @return the score head that was saved with it, trainable
     * @throws BadInput when the adapter is of a kind that is not supported, or does not fit the model
     */
    public static Optional<LinearHead> load(LanguageModel model, String name, Path directory, Rng rng)
            throws IOException {
        LoraConfig config = config(directory.resolve(CONFIG));
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on();
                SafeTensors saved = SafeTensors.open(directory.resolve(WEIGHTS))) {
            model.addAdapter(name, config, rng);
            try {
                Map<String, Tensor> parameters = model.adapterParameters(name);
                requireNothingElse(directory.resolve(WEIGHTS), saved, parameters.keySet());
                parameters.forEach(
                        (key, weight) -> weight.copyFrom(saved.read(key, DType.F32, model.device(), weight.shape())));
            } catch (BadInput e) {
                model.removeAdapter(name);
                throw e;
            }
            return saved.has(SCORE) ? Optional.of(head(model, saved)) : Optional.empty();
        }
    }

    /**
     * A model with an adapter under all others.
     *
     * @param head the score head that was saved with the adapter, trainable
     */
    public record Laid(LanguageModel model, Optional<LinearHead> head) {}

    /**
     * Loads a model that is a trunk with an adapter: it is in use from then on, whichever other is, and is not trained.
     *
     * @throws BadInput when either cannot be read, or they do not fit
     */
    public static Laid over(Path directory, Path adapter, LoadOptions options) throws IOException {
        LanguageModel model = LanguageModel.load(directory, options);
        model.trainable(false);
        Optional<LinearHead> head = load(model, FOUNDATION, adapter, Rng.seeded(0));
        model.adapterParameters(FOUNDATION).values().forEach(weight -> weight.requiresGrad(false));
        model.adapters().lay(FOUNDATION);
        return new Laid(model, head);
    }

    /** The same of an adapter that has no head. */
    static LanguageModel withoutHead(Path directory, Path adapter, LoadOptions options) throws IOException {
        Laid laid = over(directory, adapter, options);
        if (laid.head().isPresent()) {
            throw BadInput.in(
                    adapter,
                    Phrase.of(
                            "adapter.with-head",
                            "a reward model was given where a language model is needed: expected an adapter without a score head"));
        }
        return laid.model();
    }

    /** Refuses weights that would be ignored, such as a saved output layer: the model would silently differ. */
    private static void requireNothingElse(Path file, SafeTensors saved, Set<String> known) {
        Set<String> others = new TreeSet<>(saved.names());
        others.removeAll(known);
        others.remove(SCORE);
        if (!others.isEmpty()) {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "adapter.tensors",
                            "the tensors %s belong to no adapter of this model; expected %s",
                            others.toString(),
                            known.toString()));
        }
    }

    private static LinearHead head(LanguageModel model, SafeTensors saved) {
        Tensor weight =
                saved.read(SCORE, DType.F32, model.device(), 1, model.config().hiddenSize());
        return new LinearHead(weight.unscoped().requiresGrad(true));
    }

    private static LoraConfig config(Path file) throws IOException {
        JsonNode json = Json.read(file, JsonNode.class);
        require(file, json, "peft_type", "LORA");
        require(file, json, "bias", "none");
        UNUSUAL.forEach(field -> requireUnset(file, json, field));
        String start = json.path("init_lora_weights").asString("");
        if (CHANGES_THE_TRUNK.stream().anyMatch(start::startsWith)) {
            throw BadInput.in(
                    file,
                    Phrase.filled(
                            "adapter.changes-trunk",
                            "field \"init_lora_weights\" is %s, which changes the trunk; convert the adapter to plain LoRA with PEFT",
                            start));
        }
        Set<String> targets = new LinkedHashSet<>();
        json.path("target_modules").forEach(target -> targets.add(target.asString("")));
        try {
            return new LoraConfig(
                    json.path("r").asInt(0),
                    json.path("lora_alpha").asDouble(0),
                    json.path("lora_dropout").asDouble(0),
                    targets);
        } catch (BadValue e) {
            throw BadInput.in(file, e.phrase());
        }
    }

    private static void requireUnset(Path file, JsonNode json, String field) {
        JsonNode value = json.path(field);
        boolean empty = value.isContainer() && value.isEmpty();
        boolean no = value.isBoolean() && !value.booleanValue();
        if (!value.isMissingNode() && !value.isNull() && !empty && !no) {
            throw BadInput.in(
                    file, ConfigField.unfit(field, value, Phrase.of("adapter.plain", "plain LoRA without it")));
        }
    }

    private static void require(Path file, JsonNode json, String field, String expected) {
        JsonNode value = json.path(field);
        String found = value.isMissingNode() ? null : value.asString(value.toString());
        if (!expected.equals(found)) {
            throw BadInput.in(file, ConfigField.unfit(field, found, ConfigField.value(expected)));
        }
    }
}
