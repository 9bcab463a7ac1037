package org.careloop.ppo.policy;

import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.reward.RewardSettings.Toggle;

/**
 * What of a model is trained, and where.
 *
 * @param lora an adapter over a frozen trunk, or all weights; left to the trainer an adapter from 100 million weights on
 * @param loraRank width of the adapter
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype of the trunk: {@code auto}, {@code f32} or {@code bf16}; all weights in training are always F32
 */
public record Tuning(Toggle lora, int loraRank, String device, String dtype, long seed) {
    private static final long LORA_FROM = 100_000_000;

    boolean usesLora(long weights) {
        return lora == Toggle.ON || (lora == Toggle.AUTO && weights > LORA_FROM);
    }

    /** For a trunk that stays as it is. */
    public LoadOptions frozen() {
        Device place = Device.parse(device);
        return dtype.equals("auto") ? LoadOptions.on(place) : new LoadOptions(DType.parse(dtype), place);
    }

    /** For weights that change: steps of a millionth are lost in sixteen bits. */
    public LoadOptions trained() {
        return new LoadOptions(DType.F32, Device.parse(device));
    }
}
