package org.careloop.run.settings;

/** Settings of {@code dialogues score}. */
public record DialogueSettings(
        @Setting(
                sentence = "The score of a dialogue: the mean of its turns' ratios, or their minimum",
                byDefault = "mean",
                choices = {"mean", "minimum"})
        String aggregate,

        @Setting(
                sentence = "Tokens that are read at once, padding included",
                byDefault = "4096",
                unit = Unit.TOKENS,
                atLeast = 1)
        int batchTokens,

        @Group("Weights") WeightSettings weights)
        implements FlatSettings {}
