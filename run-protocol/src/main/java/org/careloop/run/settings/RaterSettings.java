package org.careloop.run.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.careloop.run.corpus.TextUnit;

/** Settings of {@code rater}. */
public record RaterSettings(
        @Group("Run") Run run,
        @Group("Reading") Reading reading,
        @Group("Score") Score score,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Evaluation") Evaluation evaluation,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements FlatSettings {

    /** Reads the settings that a report contains. */
    @JsonCreator
    static RaterSettings of(Map<String, Object> values) {
        return Settings.apply(RaterSettings.class, values);
    }

    /** What becomes of the trunk. */
    public enum Trunk {
        @JsonProperty("frozen")
        FROZEN,
        @JsonProperty("lora")
        LORA
    }

    /** What a score is made of. */
    public enum Loss {
        /** The square of its distance from each rating. */
        @JsonProperty("squared")
        SQUARED,
        /** The probabilities of being above each of the scores but the best. */
        @JsonProperty("ordinal")
        ORDINAL
    }

    /** Which hidden state of a text is read. */
    public enum Pooling {
        @JsonProperty("mean")
        MEAN,
        @JsonProperty("last")
        LAST
    }

    /** Length, batch size and seed. */
    public record Run(
            @Setting(
                    sentence = "Passes over the rated texts; 0 for 20, with an adapter 3",
                    byDefault = "0",
                    atLeast = 0)
            int epochs,

            @Setting(sentence = "Texts of one optimiser step", byDefault = "32", unit = Unit.TEXTS, atLeast = 1)
            int batchTexts,

            @Setting(sentence = "Steps between kept states", byDefault = "100", unit = Unit.STEPS, atLeast = 1)
            int stateEvery,

            @Setting(sentence = "Seed of the order of batches, of a new adapter and of the intervals", byDefault = "1")
            long seed) {}

    /** How texts are read; the micro-batches change no result. */
    public record Reading(
            @Setting(
                    sentence = "Beginning of a text that is read, at most the model's own limit",
                    byDefault = "1024",
                    unit = Unit.TOKENS,
                    atLeast = 2)
            int maxLength,

            @Setting(
                    sentence = "Tokens that are forwarded at once, padding included",
                    byDefault = "4096",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int microBatchTokens) {}

    /** What is trained. */
    public record Score(
            @Setting(
                    sentence = "Trains a head over the trunk as it is, or an adapter of the trunk besides",
                    byDefault = "frozen")
            Trunk trunk,

            @Setting(sentence = "Width of the adapters", byDefault = "16", atLeast = 1)
            int loraRank,

            @Setting(
                    sentence = "Squared distance from each rating, or the ordinal loss of CORAL: one direction and a"
                            + " threshold between each two scores",
                    byDefault = "ordinal")
            Loss loss,

            @Setting(
                    sentence = "The head reads the mean of the text's hidden states, or the last one",
                    byDefault = "mean")
            Pooling pooling) {}

    /** Learning rate and gradient clipping. */
    public record Optimiser(
            @Setting(sentence = "Learning rate of the head at its peak; 0 for 1e-3", byDefault = "0", atLeast = 0)
            double learningRate,

            @Setting(
                    sentence = "Learning rate of an adapter at its peak; 0 for 1e-4 at eight billion weights, more for"
                            + " smaller models",
                    byDefault = "0",
                    atLeast = 0)
            double loraRate,

            @Setting(
                    sentence = "Share of the steps in which the learning rate rises; it falls as a cosine after",
                    byDefault = "0.1",
                    atLeast = 0,
                    below = 1)
            double warmUp,

            @Setting(sentence = "Weight decay of AdamW, on the head and the adapter", byDefault = "0.1", atLeast = 0)
            double weightDecay,

            @Setting(sentence = "Longer gradients are shortened to this", byDefault = "1", above = 0)
            double maxGradientNorm) {}

    /** Texts held out from training. */
    public record Evaluation(
            @Setting(
                    sentence = "Share of the texts that is held out, by the hash of each",
                    byDefault = "0.2",
                    atLeast = 0,
                    below = 1)
            double evaluationShare,

            @Setting(
                    sentence = "Resamples of the held-out texts from which intervals are taken",
                    byDefault = "1000",
                    unit = Unit.RESAMPLES,
                    atLeast = 100)
            int resamples,

            @Setting(
                    sentence = "Steps between evaluations; 0 for five over the run",
                    byDefault = "0",
                    unit = Unit.STEPS,
                    atLeast = 0)
            int evaluateEvery) {}

    /** Settings of {@code rate}, which reads texts as their rater learnt to. */
    public record Rating(
            @Setting(
                    sentence = "Texts that are sorted by length into batches together, and kept at once",
                    byDefault = "64",
                    unit = Unit.TEXTS,
                    atLeast = 1)
            int chunkTexts,

            @Setting(
                    sentence = "Tokens that are forwarded at once, padding included",
                    byDefault = "4096",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int batchTokens,

            @Setting(
                    sentence = "What one text of a plain text file is: the whole file, a line, or what stands between"
                            + " empty lines",
                    byDefault = "file")
            TextUnit textUnit,

            @Setting(
                    sentence = "A row that cannot be read ends the work, or is left out and counted",
                    byDefault = "refuse")
            PretrainSettings.BadRows badRows,

            @Group("Weights") WeightSettings weights)
            implements FlatSettings {}
}
