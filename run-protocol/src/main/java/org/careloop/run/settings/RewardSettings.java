package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;

/** Settings of {@code reward}. */
public record RewardSettings(
        @Group("Run") Run run,
        @Group("Reading") Reading reading,
        @Group("Likelihood of votes") LikelihoodSettings likelihood,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Evaluation") Evaluation evaluation,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements FlatSettings {

    /** Reads the settings that an evaluation report contains. */
    @JsonCreator
    static RewardSettings of(Map<String, Object> values) {
        return Settings.apply(RewardSettings.class, values);
    }

    /** Length, batch size and seed. */
    public record Run(
            @Setting(sentence = "Passes over the training votes", byDefault = "2", atLeast = 1)
            int epochs,

            @Setting(
                    sentence = "Comparisons of one optimiser step, as nearly as whole prompts allow",
                    byDefault = "16",
                    unit = Unit.COMPARISONS,
                    atLeast = 1)
            int batchPairs,

            @Setting(sentence = "Steps between kept states", byDefault = "50", unit = Unit.STEPS, atLeast = 1)
            int stateEvery,

            @Setting(sentence = "Seed of the split, the order of batches and new weights", byDefault = "1")
            long seed) {}

    /** Limits on length and memory; of these, only {@code maxLength} changes results. */
    public record Reading(
            @Setting(
                    sentence = "Length of prompt and response together that is read; 0 for the model's own limit",
                    byDefault = "0",
                    unit = Unit.TOKENS,
                    atLeast = 2,
                    orZero = true)
            int maxLength,

            @Setting(
                    sentence = "Tokens that are forwarded at once, padding included",
                    byDefault = "4096",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int microBatchTokens,

            @Setting(
                    sentence =
                            "Computes the insides of layers twice instead of keeping them; auto does so above a billion weights",
                    byDefault = "auto")
            Toggle recompute) {}

    /** Learning rate and gradient clipping. */
    public record Optimiser(
            @Setting(
                    sentence =
                            "Learning rate at its peak; 0 for 1e-5 at eight billion weights (an adapter 1e-4), more for smaller models",
                    byDefault = "0",
                    atLeast = 0)
            double learningRate,

            @Setting(
                    sentence = "Share of the steps in which the learning rate rises; it falls as a cosine after",
                    byDefault = "0.1",
                    atLeast = 0,
                    below = 1)
            double warmUp,

            @Setting(sentence = "Weight decay of AdamW, on matrices", byDefault = "0", atLeast = 0)
            double weightDecay,

            @Setting(sentence = "Longer gradients are shortened to this", byDefault = "1", above = 0)
            double maxGradientNorm) {}

    /** Votes held out from training. */
    public record Evaluation(
            @Setting(
                    sentence = "Share of the prompts that is held out where no evaluation file is given",
                    byDefault = "0.1",
                    atLeast = 0,
                    below = 1)
            double evaluationShare,

            @Setting(
                    sentence = "Steps between evaluations; 0 for five over the run",
                    byDefault = "0",
                    unit = Unit.STEPS,
                    atLeast = 0)
            int evaluateEvery) {}
}
