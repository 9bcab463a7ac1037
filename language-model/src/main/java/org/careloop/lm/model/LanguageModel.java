package org.careloop.lm.model;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.jspecify.annotations.Nullable;

/**
 * A language model of a {@link org.careloop.lm.config.Family}: a trunk and named LoRA adapters. An adapter is in use inside a scope ({@link #use}); otherwise none
 * is. So one trunk in memory serves as policy, reference and reward model. Not for use by two threads at once.
 */
public final class LanguageModel {
    private final ModelConfig config;
    private final Trunk trunk;
    private final Adapters adapters;
    /** Type of everything between matrix products. */
    private DType sums = DType.F32;

    private @Nullable GradientPass gradientPass;

    LanguageModel(ModelConfig config, boolean withOutput, ParameterSource source) {
        this.config = config;
        trunk = new Trunk(config, withOutput, source);
        adapters = new Adapters(trunk.layers().layers());
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
        try (CheckpointWeights weights = CheckpointWeights.open(directory, config, options)) {
            return weights.model();
        }
    }

    /**
     * Loads a whole model, or one with an adapter laid over it, which is in use from then on and under every other.
     *
     * @throws BadInput when it cannot be used, or is a reward model; names what
     */
    public static LanguageModel load(ModelSource source, LoadOptions options) throws IOException {
        return source.adapter() == null
                ? load(source.directory(), options)
                : PeftAdapter.withoutHead(source.directory(), source.adapter(), options);
    }

    /** A new model as transformers makes one: normal weights of standard deviation 0.02, norms 1. F32 on the CPU. */
    public static LanguageModel initialise(ModelConfig config, Rng rng) {
        return new LanguageModel(config, true, new InitialWeights(config, rng));
    }

    /** The same model in memory of its own, without its adapters: a frozen reference for full fine-tuning. */
    public LanguageModel copy() {
        return copy(dtype());
    }

    /** The same, its weights in another type. */
    public LanguageModel copy(DType dtype) {
        LoadOptions options = new LoadOptions(dtype, device());
        LanguageModel copy = bareCopy(options);
        copy.adapters.lay(adapters.foundation());
        return copy;
    }

    /** The weights alone, without the adapter that this model may stand on. */
    public LanguageModel bareCopy(LoadOptions options) {
        return new LanguageModel(config, trunk.output() != null, (name, shape) -> {
            try (Scope scope = Scope.open()) {
                Tensor own = trunk.parameter(name).detach();
                return own.to(options.device()).to(options.dtype()).copy().unscoped();
            }
        });
    }

    /** Whether no adapter lies under those that can be used. */
    public boolean isBare() {
        return adapters.foundation() == null;
    }

    public ModelConfig config() {
        return config;
    }

    public DType dtype() {
        return trunk.embedding().dtype();
    }

    public Device device() {
        return trunk.embedding().device();
    }

    /** All weights of the trunk by their names in a checkpoint; a tied output layer is not listed twice. */
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(trunk.parameters());
    }

    /** How many weights the trunk has. */
    public long weights() {
        return parameters().values().stream().mapToLong(Tensor::count).sum();
    }

    /** Turns the training of the trunk itself on or off. What lies over the weights that are trained is added to them. */
    public void trainable(boolean yes) {
        if (yes) {
            adapters.settle();
        }
        parameters().values().forEach(parameter -> parameter.requiresGrad(yes));
    }

    // ---- forward

    /** {@code [batch, length, hidden]} after the final norm. */
    public Tensor hidden(TokenBatch batch) {
        TokenBatch here = batch.to(device());
        return forward(here.ids(), here.positions(), AttentionMask.Pass.whole(here), null);
    }

    /** {@code [.., hidden] -> [.., vocabulary]}; for few positions only; whole texts go through {@link LogProbs}. */
    public Tensor logits(Tensor hidden) {
        return trunk.writing().applyOnly(hidden);
    }

    /** {@code [places, hidden] -> [places, vocabulary]} F32, not rounded to the type of the weights: to learn from. */
    public Tensor preciseLogits(Tensor hidden) {
        return sums == DType.F32
                ? trunk.writing().applyPrecisely(hidden)
                : logits(hidden).to(DType.F32);
    }

    /** A cache for {@code batch} rows of at most {@code capacity} tokens. */
    public KeyValueCache cache(int batch, int capacity) {
        return new KeyValueCache(config, batch, capacity, dtype(), device());
    }

    /** Reads the prompts into an empty cache; {@code [batch, length, hidden]}. */
    public Tensor read(TokenBatch prompts, KeyValueCache cache) {
        TokenBatch here = prompts.to(device());
        Tensor hidden = forward(here.ids(), here.positions(), AttentionMask.Pass.whole(here), cache);
        cache.advance(here.length());
        return hidden;
    }

    /**
     * A forward pass over one or more new tokens a row, after those in the cache.
     *
     * @param ids {@code [batch, new]} I64
     * @param positions {@code [batch, new]} I64, each row's own count
     * @param tokenMask {@code [batch, tokens so far and the new ones]} BOOL, false at padding; null when nothing is padded
     * @return {@code [batch, new, hidden]}
     */
    public Tensor next(Tensor ids, Tensor positions, @Nullable Tensor tokenMask, KeyValueCache cache) {
        long added = ids.size(1);
        AttentionMask.Pass pass = new AttentionMask.Pass(tokenMask, added, cache.length() + added, device());
        Tensor hidden = forward(ids, positions, pass, cache);
        cache.advance((int) added);
        return hidden;
    }

    /**
     * Continues the rows of a cache a token at a time.
     *
     * @param tokenMask BOOL {@code [batch, capacity of the cache]}, false at padding before the text; null when nothing is
     *     padded
     */
    @MustBeClosed
    public TokenSteps steps(KeyValueCache cache, @Nullable Tensor tokenMask) {
        // A choice of experts reads back which they are, so no two passes are the same work.
        boolean recorded = !device().isCpu() && config.experts() == null;
        return recorded ? new RecordedSteps(this, cache, tokenMask) : new PlainSteps(this, cache, tokenMask);
    }

    /** {@code [batch, length, hidden]} after the final norm; the cache is not advanced. */
    Tensor forward(Tensor ids, Tensor positions, AttentionMask.Pass pass, @Nullable KeyValueCache cache) {
        Tensor x = trunk.embed(ids, sums);
        LayerStack.PassContext context = trunk.layers().context(x, positions, pass);
        return trunk.normalised(through(x, context, cache));
    }

    /**
     * Computes as transformers with PEFT and vLLM do, until the returned scope is closed: over weights of sixteen bits every
     * sum is rounded to sixteen bits too, so that an adapter whose part is less than half a step of them is not heard.
     */
    @MustBeClosed
    public ArithmeticScope roundingSums() {
        DType before = sums;
        sums = dtype();
        return new ArithmeticScope(() -> sums = before);
    }

    private Tensor through(Tensor x, LayerStack.PassContext context, @Nullable KeyValueCache cache) {
        Optional<GradientPass> recomputing = recordingPass().filter(GradientPass::recomputesLayers);
        if (recomputing.isEmpty() || cache != null) {
            return trunk.layers().forward(x, context, cache);
        }
        RecomputedLayers recomputed = new RecomputedLayers(trunk.layers(), context, adapters, x);
        recomputing.get().defer(recomputed);
        return recomputed.result();
    }

    /**
     * Multiplies by packed copies of the weights until the returned scope is closed.
     *
     * @param rows usual number of rows in a pass
     */
    @MustBeClosed
    public PackedWeights packed(int rows) {
        return new PackedWeights(trunk.linearMaps(), rows);
    }

    // ---- training

    /**
     * Opens a pass that a backward pass will follow; one at a time.
     *
     * @param recomputeLayers keeps only each layer's input and computes the rest twice: a third more work, for a fraction
     *     of the memory
     */
    @MustBeClosed
    public GradientPass gradientPass(boolean recomputeLayers) {
        if (gradientPass != null) {
            throw new IllegalStateException("a gradient pass of this model is open already");
        }
        GradientPass opened = new GradientPass(recomputeLayers, trunk.output(), () -> gradientPass = null);
        gradientPass = opened;
        return opened;
    }

    /** The open pass, if operations are recorded for a gradient now. */
    Optional<GradientPass> recordingPass() {
        return NoGrad.isRecording() ? Optional.ofNullable(gradientPass) : Optional.empty();
    }

    // ---- adapters

    /** A new adapter, which changes no result until it is trained and used. */
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

    /** Uses an adapter until the returned scope is closed; then the one before is in use again. */
    @MustBeClosed
    public AdapterScope use(String name) {
        return adapters.use(name);
    }

    /** The adapter that is in use, or null. */
    public @Nullable String active() {
        return adapters.active();
    }

    /** Uses no adapter until the returned scope is closed: the bare trunk is the reference policy. */
    @MustBeClosed
    public AdapterScope useNone() {
        return adapters.use(null);
    }

    /** Adds an adapter's change to the weights of the trunk, rounded to their type; it cannot be used any more. */
    public void merge(String name) {
        adapters.merge(name);
    }

    public void removeAdapter(String name) {
        adapters.remove(name);
    }

    Adapters adapters() {
        return adapters;
    }
}
