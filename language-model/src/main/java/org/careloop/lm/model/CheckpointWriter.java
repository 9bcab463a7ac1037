package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.config.ConfigWriter;
import org.careloop.lm.config.Family;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a model as a Hugging Face directory that transformers and vLLM load without conversion: config.json,
 * model.safetensors, generation_config.json and the tokenizer's files of the model it came from.
 *
 * <pre>{@code
 * CheckpointWriter.of(model).adapter("policy").tokenizerFrom(base).write(directory);
 * }</pre>
 */
public final class CheckpointWriter {
    private static final String GENERATION = "generation_config.json";
    private static final List<String> TOKENIZER_FILES = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "chat_template.jinja",
            "vocab.json",
            "merges.txt",
            "tokenizer.model");

    private final LanguageModel model;
    private @Nullable String adapter;
    private @Nullable LinearHead score;
    private @Nullable DType dtype;
    private @Nullable Path source;

    private CheckpointWriter(LanguageModel model) {
        this.model = model;
    }

    public static CheckpointWriter of(LanguageModel model) {
        return new CheckpointWriter(model);
    }

    /**
     * Writes the weights with this adapter merged in, and the adapter itself, in the format of PEFT, into
     * {@value ModelDirectory#KEPT_ADAPTER}; the model in memory stays as it is.
     */
    public CheckpointWriter adapter(String name) {
        adapter = name;
        return this;
    }

    /** Writes a sequence classifier with this head as {@code score.weight} instead of a language model. */
    public CheckpointWriter score(LinearHead head) {
        score = head;
        return this;
    }

    /**
     * Writes the weights in this type; otherwise in that of the model in memory, or in F32 where an adapter is merged in: the
     * grid of sixteen bits would swallow the most of what it changes.
     */
    public CheckpointWriter dtype(DType type) {
        dtype = type;
        return this;
    }

    /** Copies the tokenizer's files and generation_config.json from this directory. */
    public CheckpointWriter tokenizerFrom(Path directory) {
        source = directory;
        return this;
    }

    /** Writes into a directory, which is made; model.safetensors comes last, whole or not at all. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Json.replace(directory.resolve(ModelConfig.FILE), config());
        copyTokenizer(directory);
        if (adapter != null) {
            String base = source == null ? "base" : ModelDirectory.name(source);
            PeftAdapter.save(model, adapter, directory.resolve(ModelDirectory.KEPT_ADAPTER), base, score);
        }
        try (NoGrad off = NoGrad.on()) {
            SafeTensorsWriter.write(directory.resolve(SafeTensors.SINGLE), weights());
        }
    }

    private List<SafeTensorsWriter.Entry> weights() {
        MergedWeights merged = MergedWeights.of(model, adapter);
        DType type = dtype();
        List<SafeTensorsWriter.Entry> weights = new ArrayList<>();
        model.parameters().forEach((name, weight) -> {
            if (score == null || !name.equals(Trunk.OUTPUT)) {
                weights.add(new SafeTensorsWriter.Entry(
                        name, type, weight.shape(), () -> merged.get(name).to(type)));
            }
        });
        if (score != null) {
            Tensor head = score.weight();
            weights.add(new SafeTensorsWriter.Entry("score.weight", DType.F32, head.shape(), () -> head.to(DType.F32)));
        }
        return weights;
    }

    private DType dtype() {
        DType asked = dtype;
        if (asked != null) {
            return asked;
        }
        return MergedWeights.of(model, adapter).changed().isEmpty() ? model.dtype() : DType.F32;
    }

    private ObjectNode config() {
        Family family = model.config().family();
        String name = switch (dtype()) {
            case BF16 -> "bfloat16";
            case F16 -> "float16";
            default -> "float32";
        };
        if (score == null) {
            return ConfigWriter.json(model.config(), family.causalArchitecture(), name);
        }
        ObjectNode json = ConfigWriter.json(model.config(), family.classifierArchitecture(), name);
        json.putObject("id2label").put("0", "LABEL_0");
        json.putObject("label2id").put("LABEL_0", 0);
        return json;
    }

    private void copyTokenizer(Path directory) throws IOException {
        Path generation = directory.resolve(GENERATION);
        if (source != null && Files.exists(source.resolve(GENERATION))) {
            copy(source.resolve(GENERATION), generation);
        } else {
            ObjectNode whole = ConfigWriter.json(model.config(), "", "");
            ObjectNode ids = Json.MAPPER.createObjectNode();
            for (String field : List.of("bos_token_id", "eos_token_id", "pad_token_id")) {
                ids.set(field, whole.get(field));
            }
            Json.replace(generation, ids);
        }
        for (String file : TOKENIZER_FILES) {
            if (source != null && Files.exists(source.resolve(file))) {
                copy(source.resolve(file), directory.resolve(file));
            }
        }
        if (source != null) {
            renewTemplate(source, directory);
        }
    }

    /** A processor's template becomes one that tokenizers read too, because what is written reads no images. */
    private static void renewTemplate(Path source, Path directory) throws IOException {
        Path old = source.resolve("chat_template.json");
        Path renewed = directory.resolve("chat_template.jinja");
        if (Files.exists(old) && !Files.exists(renewed)) {
            Files.writeString(
                    renewed,
                    Json.read(old, JsonNode.class).path("chat_template").asString());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!from.toAbsolutePath().normalize().equals(to.toAbsolutePath().normalize())) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
