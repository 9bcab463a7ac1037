package org.careloop.lm.train;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.saved.Probe;
import org.careloop.lm.saved.SavedCheck;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.run.ModelSource;
import org.careloop.run.settings.AdapterSettings;
import org.careloop.run.settings.SavingSettings;
import org.careloop.run.settings.WeightSettings;
import org.jspecify.annotations.Nullable;

/**
 * A language model in training: all its weights, which are F32 then, or an adapter over a frozen trunk.
 *
 * @param base the model that training starts from
 * @param adapter name of the adapter in training; null where all weights are trained
 */
public record Trainee(
        ModelSource base, LanguageModel model, @Nullable String adapter) {
    private static final String ADAPTER = "policy";

    /**
     * Loads a model and prepares it for training.
     *
     * @param seed of a new adapter
     * @throws org.careloop.run.BadInput when it cannot be used
     */
    public static Trainee load(ModelSource base, AdapterSettings lora, WeightSettings weights, long seed)
            throws IOException {
        long count = weights(base.directory());
        if (!lora.trainsAdapter(count)) {
            // Sixteen bits would round away an update of a millionth.
            LanguageModel whole = LanguageModel.load(base, new LoadOptions(DType.F32, Device.parse(weights.device())));
            whole.trainable(true);
            return new Trainee(base, whole, null);
        }
        LanguageModel trunk = LanguageModel.load(base, LoadOptions.ofFrozen(weights, count));
        trunk.trainable(false);
        trunk.addAdapter(ADAPTER, LoraConfig.ofRank(lora.loraRank()), Rng.seeded(seed));
        return new Trainee(base, trunk, ADAPTER);
    }

    /** How many weights a checkpoint has. */
    public static long weights(Path directory) throws IOException {
        try (SafeTensors file = SafeTensors.openDirectory(directory)) {
            return file.elements();
        }
    }

    public boolean isAdapted() {
        return adapter != null;
    }

    /** The trained parameters, by their names in a checkpoint. */
    public Map<String, Tensor> parameters() {
        return adapter == null ? model.parameters() : model.adapterParameters(adapter);
    }

    /** Computes with what is trained until the returned scope is closed. */
    @MustBeClosed
    public AdapterScope use() {
        return adapter == null ? model.useNone() : model.use(adapter);
    }

    /**
     * Writes the model as a whole checkpoint, an adapter merged in and kept beside it; then loads all of it and compares.
     *
     * @throws IllegalStateException when what was written is not what was trained; the files stay
     */
    public SavedReport write(Path directory, SavingSettings saving, Probe probe) throws IOException {
        DType type = DType.parse(saving.type());
        CheckpointWriter writer = CheckpointWriter.of(model).dtype(type).tokenizerFrom(base.directory());
        (adapter == null ? writer : writer.adapter(adapter)).write(directory);
        return new SavedCheck(
                        new SavedCheck.Trained(model, adapter, null),
                        probe,
                        (written, options) -> new SavedCheck.Whole(LanguageModel.load(written, options), null))
                .of(directory, type, base);
    }

    /** Frees the weights. */
    public void close() {
        if (adapter != null) {
            model.adapterParameters(adapter).values().forEach(Tensor::close);
        }
        model.parameters().values().forEach(Tensor::close);
    }
}
