package org.careloop.run.settings;

import java.util.List;
import org.careloop.run.BadInput;

/** Settings of {@code generate}. */
public record GenerateSettings(
        @Group("Run") Run run,
        @Group("Sampling") Sampling sampling,
        @Group("Weights") WeightSettings weights) implements FlatSettings {

    /** Batch size and seed. */
    public record Run(
            @Setting(
                    sentence = "Prompts that are answered side by side",
                    byDefault = "16",
                    unit = Unit.PROMPTS,
                    atLeast = 1)
            int batchSize,

            @Setting(sentence = "Seed of the first prompt; that of each next one is one more", byDefault = "1")
            long seed) {}

    /** Distribution of the next token, and limits of an answer. */
    public record Sampling(
            @Setting(sentence = "Divides the logits; 0 takes the likeliest token", byDefault = "1", atLeast = 0)
            double temperature,

            @Setting(
                    sentence = "Draws from the fewest tokens whose probability reaches this; 1 for all",
                    byDefault = "1",
                    above = 0,
                    atMost = 1)
            double topP,

            @Setting(
                    sentence = "Draws from this many likeliest tokens; 0 for all",
                    byDefault = "0",
                    unit = Unit.TOKENS,
                    atLeast = 0)
            int topK,

            @Setting(
                    sentence = "Above 1 makes tokens less likely that stand in prompt or answer already",
                    byDefault = "1",
                    above = 0)
            double repetitionPenalty,

            @Setting(
                    sentence = "An answer does not end by itself before so many; at a stop text it does",
                    byDefault = "0",
                    unit = Unit.TOKENS,
                    atLeast = 0)
            int minNewTokens,

            @Setting(
                    sentence = "Where an answer is cut that does not stop by itself",
                    byDefault = "256",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int maxNewTokens,

            @Setting(sentence = "Ends an answer and is left out of it: one text, or a list as JSON", byDefault = "[]")
            List<String> stop) {

        public Sampling {
            if (minNewTokens > maxNewTokens) {
                throw BadInput.coded(
                        "setting.min-new-tokens",
                        "minNewTokens is %d and maxNewTokens %d; expected no more than that: change one of them"
                                .formatted(minNewTokens, maxNewTokens),
                        minNewTokens,
                        maxNewTokens);
            }
            stop = List.copyOf(stop);
        }
    }
}
