package org.careloop.run.settings;

/** Settings of {@code bestofn}. */
public record BestOfNSettings(
        @Group("Sampling") Sampling sampling,
        @Group("Weights") WeightSettings weights) implements FlatSettings {

    /** Answers to choose among, drawn at temperature 1. */
    public record Sampling(
            @Setting(
                    sentence = "Answers to each prompt, among which the best is chosen",
                    byDefault = "16",
                    unit = Unit.RESPONSES,
                    atLeast = 1)
            int answers,

            @Setting(
                    sentence = "An answer that has not stopped by then is cut",
                    byDefault = "256",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int maxNewTokens,

            @Setting(sentence = "Seed of the answers", byDefault = "1")
            long seed) {}
}
