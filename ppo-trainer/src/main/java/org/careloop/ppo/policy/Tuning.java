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
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.WeightSettings;

/**
 * Which weights of a model are trained, and on which device.
 *
 * @param weights of the trunk; all weights in training are F32
 * @param seed of new weights
 */
public record Tuning(AdapterSettings adapter, MemorySettings memory, WeightSettings weights, long seed) {
    public static Tuning of(OnPolicySettings settings) {
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

    /** The adapter's width. */
    public int loraRank() {
        return adapter.loraRank();
    }

    /** Opens a gradient pass of a model in training. */
    @MustBeClosed
    public GradientPass gradientPass(LanguageModel model) {
        return model.gradientPass(memory.recomputes(model.weights()));
    }

    /** Load options of a frozen trunk of so many weights. */
    public LoadOptions frozen(long count) {
        return LoadOptions.ofFrozen(weights, count);
    }

    /** Load options of trained weights: F32, because sixteen bits lose steps of a millionth. */
    public LoadOptions trained() {
        return new LoadOptions(DType.F32, Device.parse(weights.device()));
    }
}
