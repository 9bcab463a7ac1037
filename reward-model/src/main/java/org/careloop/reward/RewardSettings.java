package org.careloop.reward;

import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.train.LearningRates;
import org.careloop.lm.train.Toggle;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.cli.Bounds;

/**
 * How a reward model is trained; every value can be set in {@code run.json} or by {@code --set name=value}.
 *
 * @param epochs passes over the training votes
 * @param batchPairs comparisons of one optimiser step, as nearly as whole prompts allow
 * @param microBatchTokens tokens forwarded at once, padding included; bounds memory and changes no result
 * @param maxLength tokens of prompt and response together that are read; 0 for the model's own limit
 * @param learningRate 0 for one by the trunk's size
 * @param warmUp share of the steps in which the learning rate rises; it falls as a cosine after
 * @param weightDecay of AdamW, on matrices
 * @param maxGradientNorm longer gradients are cut to this norm
 * @param ties how ties follow from a difference of scores; votes without any tie are learnt by Bradley-Terry
 * @param tieLearningRate of the tie model's parameter, which one step may move by about this much
 * @param margin lead that a clear preference (strength 3) asks for; strength 2 asks for half, 1 for none
 * @param centring weight of the penalty that keeps scores near 0
 * @param lora low-rank adaptation over a frozen trunk: {@code auto} above 100 million parameters, {@code on}, {@code off}
 * @param loraRank width of the adapter
 * @param recompute computes the insides of layers twice instead of keeping them: {@code auto} above a billion weights
 * @param evaluationShare of the prompts held out where no evaluation file is given
 * @param evaluateEvery steps between evaluations; 0 for five over the run
 * @param stateEvery steps between kept states
 * @param seed of the split, the order of batches and the new weights
 * @param device {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param dtype of the trunk: {@code auto} (f32 on the CPU, bf16 on CUDA), {@code f32}, {@code bf16}
 */
public record RewardSettings(
        int epochs,
        int batchPairs,
        int microBatchTokens,
        int maxLength,
        double learningRate,
        double warmUp,
        double weightDecay,
        double maxGradientNorm,
        TieModel ties,
        double tieLearningRate,
        double margin,
        double centring,
        Toggle lora,
        int loraRank,
        Toggle recompute,
        double evaluationShare,
        int evaluateEvery,
        int stateEvery,
        long seed,
        String device,
        String dtype) {
    private static final long LORA_FROM = 100_000_000;

    public static final RewardSettings DEFAULTS = new RewardSettings(
            2,
            16,
            4_096,
            0,
            0,
            0.1,
            0,
            1,
            TieModel.RAO_KUPPER,
            0.02,
            1,
            0,
            Toggle.AUTO,
            16,
            Toggle.AUTO,
            0.1,
            0,
            50,
            1,
            "cpu",
            "auto");

    public RewardSettings {
        Bounds.atLeast("epochs", 1, epochs);
        Bounds.atLeast("batchPairs", 1, batchPairs);
        Bounds.atLeast("microBatchTokens", 1, microBatchTokens);
        Bounds.atLeast("maxLength", 0, maxLength);
        if (maxLength == 1) {
            throw new IllegalArgumentException("maxLength is 1; expected 0 for the model's own limit, or 2 and more");
        }
        Bounds.atLeast("learningRate", 0, learningRate);
        Bounds.atLeast("tieLearningRate", 0, tieLearningRate);
        Bounds.atLeast("weightDecay", 0, weightDecay);
        Bounds.atLeast("margin", 0, margin);
        Bounds.atLeast("centring", 0, centring);
        Bounds.atLeast("loraRank", 1, loraRank);
        Bounds.atLeast("evaluateEvery", 0, evaluateEvery);
        Bounds.atLeast("stateEvery", 1, stateEvery);
        Bounds.share("warmUp", warmUp);
        Bounds.share("evaluationShare", evaluationShare);
        LoadOptions.parse(dtype, device);
        Bounds.positive("maxGradientNorm", maxGradientNorm);
    }

    LoadOptions loadOptions() {
        return LoadOptions.parse(dtype, device);
    }

    /** With everything that was left to the trainer settled for a trunk. */
    RewardSettings filledIn(long trunkParameters, int maxPositions) {
        return new RewardSettings(
                epochs,
                batchPairs,
                microBatchTokens,
                maxLength == 0 ? maxPositions : maxLength,
                learningRate(trunkParameters),
                warmUp,
                weightDecay,
                maxGradientNorm,
                ties,
                tieLearningRate,
                margin,
                centring,
                Toggle.of(usesLora(trunkParameters)),
                loraRank,
                Toggle.of(recompute.or(trunkParameters > GradientPass.USUAL_FROM)),
                evaluationShare,
                evaluateEvery,
                stateEvery,
                seed,
                device,
                dtype);
    }

    private boolean usesLora(long trunkParameters) {
        return lora.or(trunkParameters > LORA_FROM);
    }

    /** The learning rate that was set, or the usual one: ten times as high for an adapter. */
    private double learningRate(long trunkParameters) {
        double atEightBillion = usesLora(trunkParameters) ? 1e-4 : 1e-5;
        return learningRate > 0 ? learningRate : LearningRates.forSize(atEightBillion, trunkParameters);
    }

    /** What a vote of this strength asks of the winner's lead. */
    double marginOf(int strength) {
        return margin * (strength - 1) / 2;
    }
}
