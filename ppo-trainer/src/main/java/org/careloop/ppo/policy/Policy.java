package org.careloop.ppo.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.LearningRates;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.weights.SafeTensors;

/**
 * A policy in training and the reference it started as. Either all weights are trained and the reference is a frozen copy,
 * or an adapter is trained and the reference is the same trunk with no adapter.
 */
public final class Policy implements AutoCloseable {
    private static final String ADAPTER = "policy";

    private final Path source;
    private final LanguageModel model;
    private final LanguageModel reference;
    private final boolean adapted;

    private Policy(Path source, LanguageModel model, LanguageModel reference, boolean adapted) {
        this.source = source;
        this.model = model;
        this.reference = reference;
        this.adapted = adapted;
    }

    /**
     * Loads a checkpoint as the policy and its own reference.
     *
     * @throws org.careloop.run.BadInput when it cannot be used
     */
    public static Policy load(Path directory, Tuning tuning) throws IOException {
        if (tuning.usesLora(weights(directory))) {
            LanguageModel trunk = LanguageModel.load(directory, tuning.frozen());
            trunk.trainable(false);
            trunk.addAdapter(ADAPTER, LoraConfig.ofRank(tuning.loraRank()), Rng.seeded(tuning.seed()));
            return new Policy(directory, trunk, trunk, true);
        }
        LanguageModel model = LanguageModel.load(directory, tuning.trained());
        LanguageModel reference = model.copy();
        reference.trainable(false);
        model.trainable(true);
        return new Policy(directory, model, reference, false);
    }

    private static long weights(Path directory) throws IOException {
        try (SafeTensors file = SafeTensors.openDirectory(directory)) {
            return file.names().stream()
                    .mapToLong(name -> LongStream.of(file.shape(name)).reduce(1, Math::multiplyExact))
                    .sum();
        }
    }

    public LanguageModel model() {
        return model;
    }

    public boolean isAdapted() {
        return adapted;
    }

    /** The learning rate of the settings, or when it is 0 the usual one for the trained weights. */
    public double learningRate(double set) {
        return set > 0 ? set : LearningRates.forSize(adapted ? 1e-5 : 1e-6, model.weights());
    }

    /** The trained parameters, by their names in a checkpoint. */
    public Map<String, Tensor> trainable() {
        return adapted ? model.adapterParameters(ADAPTER) : model.parameters();
    }

    /** A computation with a model. */
    @FunctionalInterface
    public interface Use<T> {
        T with(LanguageModel model);
    }

    /** Runs a computation with the policy. */
    public <T> T asPolicy(Use<T> use) {
        try (AdapterScope active = adapted ? model.use(ADAPTER) : model.useNone()) {
            return use.with(model);
        }
    }

    /** Runs a computation with the reference. */
    public <T> T asReference(Use<T> use) {
        try (AdapterScope active = reference.useNone()) {
            return use.with(reference);
        }
    }

    /** Log-probabilities of the response tokens at temperature 1, F32 {@code [batch, length - 1]}, 0 elsewhere. */
    public static Tensor logProbs(LanguageModel model, ResponseBatch batch) {
        return LogProbs.of(model, model.hidden(batch.tokens()), batch.tokens(), batch.wanted());
    }

    /** Writes the policy as a checkpoint with its model card; an adapter is merged in. */
    public void write(Path directory, ModelCard card) throws IOException {
        CheckpointWriter writer = CheckpointWriter.of(model).tokenizerFrom(source);
        (adapted ? writer.adapter(ADAPTER) : writer).write(directory);
        card.write(directory);
    }

    @Override
    public void close() {
        trainable().values().forEach(Tensor::close);
        reference.parameters().values().forEach(Tensor::close);
    }
}
