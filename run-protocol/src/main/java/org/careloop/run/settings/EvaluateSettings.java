package org.careloop.run.settings;

/** Settings of {@code evaluate}. */
public record EvaluateSettings(
        @Setting(
                sentence = "Questions that are read side by side",
                byDefault = "16",
                unit = Unit.QUESTIONS,
                atLeast = 1)
        int batchSize,

        @Setting(
                sentence = "Worked examples before each question",
                byDefault = "0",
                unit = Unit.QUESTIONS,
                atLeast = 0,
                atMost = 100)
        int shots,

        @Setting(
                sentence = "Draws the examples, where a benchmark does not say in which order they stand",
                byDefault = "1")
        long seed,

        @Setting(
                sentence = "Where an answer in words is cut that does not stop by itself",
                byDefault = "512",
                unit = Unit.TOKENS,
                atLeast = 1)
        int maxNewTokens,

        @Group("Weights") WeightSettings weights)
        implements FlatSettings {}
