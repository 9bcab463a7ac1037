package org.careloop.run.settings;

/** Settings of {@code dpo}. */
public record DpoSettings(
        @Group("Run") Run run,
        @Group("Loss") Loss loss,
        @Group("Likelihood of votes") LikelihoodSettings likelihood,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Samples") Samples samples,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Memory") MemorySettings memory,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements FlatSettings {

    /** Length, batch size and seed. */
    public record Run(
            @Setting(sentence = "Passes over the comparisons", byDefault = "1", atLeast = 1)
            int epochs,

            @Setting(
                    sentence = "Comparisons of one optimiser step",
                    byDefault = "16",
                    unit = Unit.COMPARISONS,
                    atLeast = 1)
            int batchPairs,

            @Setting(
                    sentence = "Steps between kept states and renewed samples",
                    byDefault = "50",
                    unit = Unit.STEPS,
                    atLeast = 1)
            int stateEvery,

            @Setting(sentence = "Seed of the order of comparisons and of new weights", byDefault = "1")
            long seed) {}

    /** Direct preference optimisation (Rafailov et al. 2023). */
    public record Loss(
            @Setting(
                    sentence =
                            "How strongly the policy is held near the reference; times the difference of their log-probabilities it is a response's score",
                    byDefault = "0.1",
                    above = 0)
            double beta) {}

    /** Learning rate and gradient clipping. */
    public record Optimiser(
            @Setting(
                    sentence =
                            "Learning rate at its peak; 0 for 1e-6 at eight billion weights (an adapter 1e-5), more for smaller models",
                    byDefault = "0",
                    atLeast = 0)
            double learningRate,

            @Setting(
                    sentence = "Share of the steps in which the learning rate rises; it falls in a straight line after",
                    byDefault = "0.1",
                    atLeast = 0,
                    atMost = 1)
            double warmUp,

            @Setting(sentence = "Longer gradients are shortened to this", byDefault = "1", above = 0)
            double maxGradientNorm) {}

    /** Sample answers for people to read, from before and after training. */
    public record Samples(
            @Setting(
                    sentence = "Prompts whose answers are shown before and after",
                    byDefault = "4",
                    unit = Unit.PROMPTS,
                    atLeast = 0)
            int samples,

            @Setting(
                    sentence = "Length at which answers that are shown are cut",
                    byDefault = "256",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int maxNewTokens) {}
}
