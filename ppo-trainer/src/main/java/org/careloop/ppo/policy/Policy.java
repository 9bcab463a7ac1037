package org.careloop.ppo.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.saved.Probe;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.LearningRates;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.Trainee;
import org.careloop.lm.train.TrainingReport;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelSource;
import org.careloop.run.RunSpec;
import org.careloop.run.health.RunCourse;
import org.careloop.run.settings.SavingSettings;
import org.jspecify.annotations.Nullable;

/**
 * A policy in training and the reference it started as. Either all weights are trained and the reference is a frozen copy,
 * or an adapter is trained and the reference is the same trunk with no adapter.
 */
public final class Policy implements AutoCloseable {
    private final Trainee trainee;
    private final LanguageModel reference;

    private Policy(Trainee trainee, LanguageModel reference) {
        this.trainee = trainee;
        this.reference = reference;
    }

    /**
     * Loads a model as the policy and its own reference.
     *
     * @throws org.careloop.run.BadInput when it cannot be used
     */
    public static Policy load(ModelSource source, Tuning tuning) throws IOException {
        Trainee trainee = Trainee.load(source, tuning.adapter(), tuning.weights(), tuning.seed());
        if (trainee.isAdapted()) {
            return new Policy(trainee, trainee.model());
        }
        LanguageModel reference = trainee.model().copy();
        reference.trainable(false);
        return new Policy(trainee, reference);
    }

    public LanguageModel model() {
        return trainee.model();
    }

    public boolean isAdapted() {
        return trainee.isAdapted();
    }

    /** The learning rate of the settings, or when it is 0 the usual one for the trained weights. */
    public double learningRate(double set) {
        return set > 0 ? set : LearningRates.forSize(isAdapted() ? 1e-5 : 1e-6, model().weights());
    }

    /** The trained parameters, by their names in a checkpoint. */
    public Map<String, Tensor> trainable() {
        return trainee.parameters();
    }

    /** A computation with a model. */
    @FunctionalInterface
    public interface Use<T> {
        T with(LanguageModel model);
    }

    /** Runs a computation with the policy. */
    public <T> T asPolicy(Use<T> use) {
        try (AdapterScope active = trainee.use()) {
            return use.with(model());
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

    /**
     * Writes the policy as a checkpoint with its report and card, an adapter merged in and kept beside it; then loads all of it
     * and compares.
     *
     * @param probe texts to compare by
     * @param course what ailed the run and how it did on held-out prompts; null where neither is looked for
     * @param card filled but for how near to the model in memory the files are
     * @throws IllegalStateException when what was written is not what was trained; the files stay
     */
    public void write(
            Path directory,
            SavingSettings saving,
            Probe probe,
            RunSpec spec,
            MetricLog.Line last,
            @Nullable RunCourse course,
            ModelCard card)
            throws IOException {
        SavedReport saved = trainee.write(directory, saving, probe);
        TrainingReport.of(spec, trainee, last, course, saved).write(directory);
        TrainingReport.addTo(card, saved).write(directory);
    }

    @Override
    public void close() {
        trainee.close();
        if (!isAdapted()) {
            reference.parameters().values().forEach(Tensor::close);
        }
    }
}
