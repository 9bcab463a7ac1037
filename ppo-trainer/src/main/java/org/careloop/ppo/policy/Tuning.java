package org.careloop.ppo.policy;

import com.google.errorprone.annotations.MustBeClosed;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.train.Toggle;

/**
 * What of a model is trained, and where.
 *
 * @param lora an adapter over a frozen trunk, or all weights; left to the trainer an adapter from 100 million weights on
 * @param loraRank width of the adapter
 * @param recompute whether the insides of layers are computed twice instead of kept
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype of the trunk: {@code auto}, {@code f32} or {@code bf16}; all weights in training are always F32
 */
public record Tuning(Toggle lora, int loraRank, Toggle recompute, String device, String dtype, long seed) {
    private static final long LORA_FROM = 100_000_000;

    boolean usesLora(long weights) {
        return lora.or(weights > LORA_FROM);
    }

    /** A pass of a model in training. */
    @MustBeClosed
    public GradientPass gradientPass(LanguageModel model) {
        return model.gradientPass(recompute.or(model.weights() > GradientPass.USUAL_FROM));
    }

    /** For a trunk that stays as it is. */
    public LoadOptions frozen() {
        return LoadOptions.parse(dtype, device);
    }

    /** For weights that change: steps of a millionth are lost in sixteen bits. */
    public LoadOptions trained() {
        return new LoadOptions(DType.F32, Device.parse(device));
    }
}
