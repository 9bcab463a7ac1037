package org.careloop.ppo.policy;

import com.google.errorprone.annotations.MustBeClosed;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.run.settings.AdapterSettings;
import org.careloop.run.settings.DpoSettings;
import org.careloop.run.settings.MemorySettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.WeightSettings;

/**
 * What of a model is trained, and where.
 *
 * @param weights of the trunk; all weights in training are F32
 * @param seed of new weights
 */
public record Tuning(AdapterSettings adapter, MemorySettings memory, WeightSettings weights, long seed) {
    private static final long LORA_FROM = 100_000_000;

    public static Tuning of(PpoSettings settings) {
        return new Tuning(
                settings.adapter(),
                settings.memory(),
                settings.weights(),
                settings.run().seed());
    }

    public static Tuning of(DpoSettings settings) {
        return new Tuning(
                settings.adapter(),
                settings.memory(),
                settings.weights(),
                settings.run().seed());
    }

    boolean usesLora(long parameters) {
        return adapter.lora().or(parameters > LORA_FROM);
    }

    /** The adapter's width. */
    public int loraRank() {
        return adapter.loraRank();
    }

    /** A pass of a model in training. */
    @MustBeClosed
    public GradientPass gradientPass(LanguageModel model) {
        return model.gradientPass(memory.recompute().or(model.weights() > GradientPass.USUAL_FROM));
    }

    /** For a trunk that stays as it is. */
    public LoadOptions frozen() {
        return LoadOptions.of(weights);
    }

    /** For weights that change: steps of a millionth are lost in sixteen bits. */
    public LoadOptions trained() {
        return new LoadOptions(DType.F32, Device.parse(weights.device()));
    }
}
