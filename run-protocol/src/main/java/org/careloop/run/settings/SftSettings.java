package org.careloop.run.settings;

/** Settings of {@code sft} and {@code make-demo-model}. */
public record SftSettings(
        @Group("Run") Run run,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Evaluation") Evaluation evaluation,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Memory") MemorySettings memory,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements FlatSettings {

    /** Length, batch size and seed. */
    public record Run(
            @Setting(sentence = "Passes over the training conversations", byDefault = "3", atLeast = 1)
            int epochs,

            @Setting(
                    sentence = "Conversations of one optimiser step",
                    byDefault = "16",
                    unit = Unit.CONVERSATIONS,
                    atLeast = 1)
            int batchSize,

            @Setting(
                    sentence = "Length of a conversation that is read; 0 for the model's own limit",
                    byDefault = "0",
                    unit = Unit.TOKENS,
                    atLeast = 0)
            int maxLength,

            @Setting(sentence = "Steps between kept states", byDefault = "200", unit = Unit.STEPS, atLeast = 1)
            int stateEvery,

            @Setting(sentence = "Seed of the split, the order of batches and a new adapter", byDefault = "1")
            long seed) {}

    /** Learning rate and gradient clipping. */
    public record Optimiser(
            @Setting(
                    sentence = "Learning rate at its peak; 0 for 2e-5, for an adapter 2e-4",
                    byDefault = "0",
                    atLeast = 0)
            double learningRate,

            @Setting(
                    sentence = "Share of the steps in which the learning rate rises; it falls as a cosine after",
                    byDefault = "0.05",
                    atLeast = 0,
                    below = 1)
            double warmUp,

            @Setting(sentence = "Weight decay of AdamW, on matrices", byDefault = "0.01", atLeast = 0)
            double weightDecay,

            @Setting(sentence = "Longer gradients are shortened to this", byDefault = "1", above = 0)
            double maxGradientNorm) {}

    /** Conversations held out from training. */
    public record Evaluation(
            @Setting(sentence = "Share of the prompts that is held out", byDefault = "0.05", atLeast = 0, below = 1)
            double evaluationShare,

            @Setting(
                    sentence = "Steps between evaluations; 0 for ten over the run",
                    byDefault = "0",
                    unit = Unit.STEPS,
                    atLeast = 0)
            int evaluateEvery) {}
}
