package org.careloop.ppo.dpo;

import org.careloop.lm.train.Toggle;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.cli.Bounds;

/**
 * Settings of a DPO run.
 *
 * @param epochs passes over the comparisons
 * @param batchPairs comparisons of one optimiser step
 * @param microBatchTokens places, padding included, that are forwarded at once
 * @param learningRate at its peak; 0 for 1e-6 at eight billion weights (an adapter 1e-5), more for smaller models
 * @param warmUp share of the steps in which the learning rate rises; it falls in a straight line after
 * @param maxGradientNorm longer gradients are shortened to this
 * @param beta how strongly the policy is held near the reference
 * @param maxNewTokens of the answers that are shown before and after
 * @param samples prompts whose answers are shown
 * @param lora an adapter over a frozen trunk: {@code auto} above 100 million weights, {@code on}, {@code off}
 * @param loraRank width of the adapter
 * @param recompute computes the insides of layers twice instead of keeping them: {@code auto} above a billion weights
 * @param stateEvery steps between kept states and renewed samples
 * @param seed of the order of comparisons and of new weights
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype of a frozen trunk: {@code auto} (f32 on the CPU, bf16 on CUDA), {@code f32}, {@code bf16}
 */
public record DpoSettings(
        int epochs,
        int batchPairs,
        int microBatchTokens,
        double learningRate,
        double warmUp,
        double maxGradientNorm,
        double beta,
        int maxNewTokens,
        int samples,
        Toggle lora,
        int loraRank,
        Toggle recompute,
        int stateEvery,
        long seed,
        String device,
        String dtype) {

    public static final DpoSettings DEFAULTS =
            new DpoSettings(1, 16, 16_384, 0, 0.1, 1, 0.1, 256, 4, Toggle.AUTO, 16, Toggle.AUTO, 50, 1, "cpu", "auto");

    public DpoSettings {
        Bounds.atLeast("epochs", 1, epochs);
        Bounds.atLeast("batchPairs", 1, batchPairs);
        Bounds.atLeast("microBatchTokens", 1, microBatchTokens);
        Bounds.atLeast("learningRate", 0, learningRate);
        Bounds.fraction("warmUp", warmUp);
        Bounds.positive("maxGradientNorm", maxGradientNorm);
        Bounds.positive("beta", beta);
        Bounds.atLeast("maxNewTokens", 1, maxNewTokens);
        Bounds.atLeast("samples", 0, samples);
        Bounds.atLeast("loraRank", 1, loraRank);
        Bounds.atLeast("stateEvery", 1, stateEvery);
    }

    Tuning tuning() {
        return new Tuning(lora, loraRank, recompute, device, dtype, seed);
    }
}
