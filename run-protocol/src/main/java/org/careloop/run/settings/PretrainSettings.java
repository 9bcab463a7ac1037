package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.careloop.run.corpus.TextUnit;

/** Settings of {@code pretrain}. */
public record PretrainSettings(
        @Group("Run") Run run,
        @Group("Texts") Texts texts,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Evaluation") Evaluation evaluation,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Memory") MemorySettings memory,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements FlatSettings {

    /** What happens to a row that cannot be read. */
    public enum BadRows {
        @JsonProperty("refuse")
        REFUSE,
        @JsonProperty("leave-out")
        LEAVE_OUT
    }

    /** What a run does once a source has been read as often as it may be. */
    public enum UsedUp {
        @JsonProperty("end")
        END,
        /** The other sources keep their shares of each other. */
        @JsonProperty("go-on")
        GO_ON
    }

    /** Length, batch size and seed. */
    public record Run(
            @Setting(
                    sentence = "Length of a sequence that texts are packed into, at most the model's own limit",
                    byDefault = "2048",
                    unit = Unit.TOKENS,
                    atLeast = 2)
            int sequenceLength,

            @Setting(sentence = "Sequences of one optimiser step", byDefault = "16", unit = Unit.SEQUENCES, atLeast = 1)
            int batchSize,

            @Setting(sentence = "Steps between kept states", byDefault = "100", unit = Unit.STEPS, atLeast = 1)
            int stateEvery,

            @Setting(sentence = "Seed of a new adapter", byDefault = "1")
            long seed) {}

    /** How files become sequences. */
    public record Texts(
            @Setting(
                    sentence = "What one text of a plain text file is: the whole file, a line, or what stands between"
                            + " empty lines",
                    byDefault = "file")
            TextUnit textUnit,

            @Setting(
                    sentence =
                            "Tokens see those of their own text alone, and each text begins at position 0; false lets"
                                    + " them see all before them in the sequence",
                    byDefault = "true")
            boolean separateTexts,

            @Setting(
                    sentence = "Once a source has been read as often as it may be, the run ends or goes on without it",
                    byDefault = "end")
            UsedUp usedUp,

            @Setting(
                    sentence = "A row that cannot be read ends the run, or is left out and counted",
                    byDefault = "refuse")
            BadRows badRows) {}

    /** Learning rate and gradient clipping. */
    public record Optimiser(
            @Setting(
                    sentence = "Learning rate at its peak; 0 for 3e-5, for an adapter 2e-4",
                    byDefault = "0",
                    atLeast = 0)
            double learningRate,

            @Setting(
                    sentence = "Share of the steps in which the learning rate rises; it falls as a cosine after",
                    byDefault = "0.01",
                    atLeast = 0,
                    below = 1)
            double warmUp,

            @Setting(
                    sentence = "The learning rate falls to this share of its peak and no lower",
                    byDefault = "0.1",
                    atLeast = 0,
                    atMost = 1)
            double lowestRate,

            @Setting(sentence = "Weight decay of AdamW, on matrices", byDefault = "0.1", atLeast = 0)
            double weightDecay,

            @Setting(sentence = "Longer gradients are shortened to this", byDefault = "1", above = 0)
            double maxGradientNorm) {}

    /** Texts held out from training. */
    public record Evaluation(
            @Setting(
                    sentence = "Share of the texts that is held out, by the hash of each",
                    byDefault = "0.005",
                    atLeast = 0,
                    below = 1)
            double evaluationShare,

            @Setting(
                    sentence = "Tokens of held-out texts of each source and language that are evaluated",
                    byDefault = "16384",
                    unit = Unit.TOKENS,
                    atLeast = 2)
            int evaluationTokens,

            @Setting(
                    sentence = "Steps between evaluations; 0 for ten over the run",
                    byDefault = "0",
                    unit = Unit.STEPS,
                    atLeast = 0)
            int evaluateEvery) {}
}
