package org.careloop.run.settings;

/** Settings of {@code logprobs}. */
public record LogProbsSettings(
        @Setting(sentence = "Texts that are read side by side", byDefault = "16", unit = Unit.TEXTS, atLeast = 1)
        int batchSize,

        @Group("Weights") WeightSettings weights)
        implements FlatSettings {}
