package org.careloop.lm.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.run.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * A Llama-family model. One trunk in memory serves many purposes: adapters are laid over it by name and switched by a
 * scope ({@link #use}); none is active otherwise. Not for use by two threads at once.
 */
public final class LanguageModel {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String FINAL_NORM = "model.norm.weight";
    static final String OUTPUT = "lm_head.weight";

    private final ModelConfig config;
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Tensor embedding; // [vocabulary, hidden]
    private final List<DecoderLayer> layers = new ArrayList<>();
    private final Tensor finalNorm; // [hidden]
    private final @Nullable Tensor output; // [vocabulary, hidden]; null in a classifier's checkpoint
    private final RotaryPositions rotary;
    private final Adapters adapters;

    private LanguageModel(ModelConfig config, boolean withOutput, ParameterSource source) {
        this.config = config;
        ParameterSource noted = (name, shape) -> {
            Tensor parameter = source.get(name, shape);
            parameters.put(name, parameter);
            return parameter;
        };
        embedding = noted.get(EMBEDDING, config.vocabularySize(), config.hiddenSize());
        for (int i = 0; i < config.layers(); i++) {
            layers.add(new DecoderLayer(i, config, noted));
        }
        finalNorm = noted.get(FINAL_NORM, config.hiddenSize());
        output = withOutput ? output(noted) : null;
        rotary = new RotaryPositions(config, embedding.device());
        adapters = new Adapters(layers);
    }

    private Tensor output(ParameterSource source) {
        return config.tiedEmbeddings() ? embedding : source.get(OUTPUT, config.vocabularySize(), config.hiddenSize());
    }

    /**
     * Loads a Hugging Face model directory.
     *
     * @throws BadInput when the directory, its configuration or its weights cannot be used; names what
     */
    public static LanguageModel load(Path directory, LoadOptions options) throws IOException {
        Backend.whyNot(options.device()).ifPresent(why -> {
            throw new BadInput(why);
        });
        ModelConfig config = ModelConfig.read(directory);
        try (SafeTensors weights = SafeTensors.openDirectory(directory)) {
            return new LanguageModel(
                    config,
                    !ConfigJson.isClassifier(directory),
                    (name, shape) -> weights.read(name, options.dtype(), options.device(), shape)
                            .unscoped());
        }
    }

    /** A new model: normal weights of deviation 0.02, as transformers initialises, norms at one. F32 on the CPU. */
    public static LanguageModel initialise(ModelConfig config, Rng rng) {
        return new LanguageModel(config, true, (name, shape) -> initial(name, rng, shape));
    }

    private static Tensor initial(String name, Rng rng, long... shape) {
        if (name.endsWith("norm.weight")) {
            return Tensor.ones(shape).unscoped();
        }
        return name.endsWith(".bias")
                ? Tensor.zeros(shape).unscoped()
                : Tensor.randomNormal(rng, 0, 0.02, shape).unscoped();
    }

    /** The same model in memory of its own, without its adapters: a frozen reference for full fine-tuning. */
    public LanguageModel copy() {
        return copy(dtype());
    }

    /** The same, its weights in another type. */
    public LanguageModel copy(DType dtype) {
        return new LanguageModel(config, output != null, (name, shape) -> {
            try (Scope scope = Scope.open()) {
                return parameter(name).detach().copy().to(dtype).unscoped();
            }
        });
    }

    private Tensor parameter(String name) {
        Tensor found = parameters.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no parameter \"%s\"; there are %s".formatted(name, parameters.keySet()));
        }
        return found;
    }

    public ModelConfig config() {
        return config;
    }

    public DType dtype() {
        return embedding.dtype();
    }

    public Device device() {
        return embedding.device();
    }

    /** All weights of the trunk by their names in a checkpoint; a tied output layer is not listed twice. */
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** Whether the trunk itself is trained. */
    public void trainable(boolean yes) {
        parameters.values().forEach(parameter -> parameter.requiresGrad(yes));
    }

    // ---- forward

    /** {@code [batch, length, hidden]} after the final norm. */
    public Tensor hidden(TokenBatch batch) {
        TokenBatch here = batch.to(device());
        return forward(here.ids(), here.positions(), Attended.whole(here), null);
    }

    /** {@code [.., hidden] -> [.., vocabulary]}; for few places only, see {@link LogProbs} for whole texts. */
    public Tensor logits(Tensor hidden) {
        if (output == null) {
            throw new BadInput(
                    "a reward model was given where a language model is needed: it scores texts and cannot write");
        }
        return hidden.linear(output);
    }

    /** A cache for {@code batch} rows of at most {@code capacity} tokens. */
    public KeyValueCache cache(int batch, int capacity) {
        return new KeyValueCache(config, batch, capacity, dtype(), device());
    }

    /** Reads the prompts into an empty cache; {@code [batch, length, hidden]}. */
    public Tensor read(TokenBatch prompts, KeyValueCache cache) {
        TokenBatch here = prompts.to(device());
        Tensor hidden = forward(here.ids(), here.positions(), Attended.whole(here), cache);
        cache.advance(here.length());
        return hidden;
    }

    /**
     * One more token a row.
     *
     * @param ids {@code [batch, 1]} I64
     * @param positions {@code [batch, 1]} I64, each row's own count
     * @param seen {@code [batch, tokens so far and this one]} BOOL, or null when no place is padded
     * @return {@code [batch, 1, hidden]}
     */
    public Tensor next(Tensor ids, Tensor positions, @Nullable Tensor seen, KeyValueCache cache) {
        Tensor hidden = forward(ids, positions, Attended.next(seen), cache);
        cache.advance(1);
        return hidden;
    }

    private Tensor forward(Tensor ids, Tensor positions, Attended attended, @Nullable KeyValueCache cache) {
        Tensor x = embedding.embedding(ids);
        RotaryPositions.Angles angles = rotary.at(positions, x.dtype());
        for (DecoderLayer layer : layers) {
            x = layer.forward(x, angles, attended, cache);
        }
        return x.rmsNorm(finalNorm, config.rmsNormEpsilon());
    }

    // ---- adapters

    /** Lays a new adapter over the trunk. It changes nothing until it is trained and used. */
    public void addAdapter(String name, LoraConfig lora, Rng rng) {
        adapters.add(name, lora, rng);
    }

    /** The adapter's own weights by the names that PEFT gives them; they require gradients. */
    public Map<String, Tensor> adapterParameters(String name) {
        return adapters.parameters(name);
    }

    public LoraConfig adapterConfig(String name) {
        return adapters.config(name);
    }

    /** Makes an adapter count until the returned scope is closed; then whatever counted before does again. */
    public AdapterScope use(String name) {
        return adapters.use(name);
    }

    /** Makes the bare trunk count until the returned scope is closed: the reference policy. */
    public AdapterScope useNone() {
        return adapters.use(null);
    }

    /** Adds an adapter's change to the trunk for good and removes the adapter. */
    public void merge(String name) {
        try (Scope scope = Scope.open()) {
            adapters.deltas(name)
                    .forEach((parameter, delta) -> parameter(parameter).detach().addInPlace(delta.to(dtype())));
        }
        adapters.remove(name);
    }

    /** Takes an adapter off the trunk. */
    public void removeAdapter(String name) {
        adapters.remove(name);
    }

    /** The weights as they would be after {@link #merge}, the trunk left alone. New tensors where they differ. */
    Map<String, Tensor> merged(String adapter) {
        Map<String, Tensor> all = new LinkedHashMap<>(parameters);
        adapters.deltas(adapter)
                .forEach((name, delta) -> all.put(
                        name, parameter(name).detach().to(DType.F32).add(delta).to(dtype())));
        return all;
    }
}
