package org.careloop.run.settings;

import java.util.List;

/** Settings of {@code sft} and {@code make-demo-model}. */
public record SftSettings(
        @Group("Run") Run run,
        @Group("Order") Order order,
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

    /** In which order conversations of several sources are learnt from. */
    public record Order(
            @Setting(
                    sentence = "Order of the conversations: random, or priority, in which sources of more weight come"
                            + " earlier; each row then names its source",
                    byDefault = "random",
                    choices = {"random", "priority"})
            String order,

            @Setting(
                    sentence = "Weights in priority order: a list of source=number, huatuogpt-2 for web=32,"
                            + " literature=16, encyclopedia=8, books=4 and supervised=1; web is for web_cn too",
                    byDefault = "huatuogpt-2")
            List<String> sourceWeights,

            @Setting(
                    sentence = "How often a pass in priority order takes each conversation of a source: a list of"
                            + " source=number, huatuogpt-2 for supervised=3, and once where none is given",
                    byDefault = "huatuogpt-2")
            List<String> sourceCopies,

            @Setting(
                    sentence =
                            "Whether each pass in priority order replays the first one's order, as HuatuoGPT-II does,"
                                    + " or draws its own",
                    byDefault = "replay",
                    choices = {"replay", "draw"})
            String eachEpoch) {

        public Order {
            sourceWeights = List.copyOf(sourceWeights);
            sourceCopies = List.copyOf(sourceCopies);
        }
    }

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
