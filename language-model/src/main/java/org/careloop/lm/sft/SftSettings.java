package org.careloop.lm.sft;

import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.train.Toggle;
import org.careloop.run.cli.Bounds;

/**
 * How a model is fine-tuned; every value can be set in {@code run.json} or by {@code --set name=value}.
 *
 * @param epochs passes over the training conversations
 * @param batchSize conversations of one optimiser step
 * @param microBatchTokens tokens forwarded at once, padding included; bounds memory and changes no result
 * @param maxLength tokens of a conversation that are read; 0 for the model's own limit
 * @param learningRate at its peak
 * @param warmUp share of the steps in which the learning rate rises; it falls as a cosine after
 * @param weightDecay of AdamW, on matrices
 * @param maxGradientNorm longer gradients are cut to this norm
 * @param recompute computes the insides of layers twice instead of keeping them: {@code auto} above a billion weights
 * @param evaluationShare of the prompts held out
 * @param evaluateEvery steps between evaluations; 0 for ten over the run
 * @param stateEvery steps between kept states
 * @param seed of the split and the order of batches
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}; weights in training are F32 everywhere
 * @param saveAs element type of the checkpoint: {@code f32}, {@code bf16} or {@code f16}
 */
public record SftSettings(
        int epochs,
        int batchSize,
        int microBatchTokens,
        int maxLength,
        double learningRate,
        double warmUp,
        double weightDecay,
        double maxGradientNorm,
        Toggle recompute,
        double evaluationShare,
        int evaluateEvery,
        int stateEvery,
        long seed,
        String device,
        String saveAs) {

    public static final SftSettings DEFAULTS =
            new SftSettings(3, 16, 16_384, 0, 2e-5, 0.05, 0.01, 1, Toggle.AUTO, 0.05, 0, 200, 1, "cpu", "bf16");

    public SftSettings {
        Bounds.atLeast("epochs", 1, epochs);
        Bounds.atLeast("batchSize", 1, batchSize);
        Bounds.atLeast("microBatchTokens", 1, microBatchTokens);
        Bounds.atLeast("maxLength", 0, maxLength);
        Bounds.atLeast("learningRate", 0, learningRate);
        Bounds.atLeast("weightDecay", 0, weightDecay);
        Bounds.atLeast("evaluateEvery", 0, evaluateEvery);
        Bounds.atLeast("stateEvery", 1, stateEvery);
        Bounds.share("warmUp", warmUp);
        Bounds.share("evaluationShare", evaluationShare);
        Device.parse(device);
        DType.parse(saveAs);
        Bounds.positive("maxGradientNorm", maxGradientNorm);
    }

    /** Steps of a millionth are lost in sixteen bits, so that weights in training are always F32. */
    LoadOptions loadOptions() {
        return new LoadOptions(DType.F32, Device.parse(device));
    }

    /** Steps between evaluations in a run of so many. */
    long evaluateEvery(long steps) {
        return evaluateEvery > 0 ? evaluateEvery : Math.max(1, steps / 10);
    }
}
