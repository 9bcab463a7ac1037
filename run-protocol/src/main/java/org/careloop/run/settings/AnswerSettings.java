package org.careloop.run.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of {@code answer}. */
public record AnswerSettings(
        @Group("Run") GenerateSettings.Run run,
        @Group("Sampling") GenerateSettings.Sampling sampling,
        @Group("Servers") Servers servers,
        @Group("Comparisons") Pairs pairs,
        @Group("Weights") WeightSettings weights)
        implements FlatSettings {

    /** How patient a run is with a server. */
    public record Servers(
            @Setting(
                    sentence = "Requests that wait for one server at once",
                    byDefault = "8",
                    unit = Unit.REQUESTS,
                    atLeast = 1,
                    atMost = 512)
            int requestsAtOnce,

            @Setting(
                    sentence = "An answer that is not there by then is given up and asked for again",
                    byDefault = "180",
                    unit = Unit.SECONDS,
                    atLeast = 1)
            int timeout,

            @Setting(
                    sentence = "Times that an answer is asked for before its prompt is left unanswered",
                    byDefault = "5",
                    unit = Unit.ATTEMPTS,
                    atLeast = 1)
            int attempts) {}

    /** Which answers are set beside each other. */
    public record Pairs(
            @Setting(
                    sentence = "Comparisons of each prompt, of different models; balanced over models and prompts",
                    byDefault = "1",
                    unit = Unit.COMPARISONS,
                    atLeast = 1)
            int pairsPerPrompt,

            @Setting(
                    sentence = "Comparisons in all; 0 for as many as the prompts give",
                    byDefault = "0",
                    unit = Unit.COMPARISONS,
                    atLeast = 0)
            int comparisons,

            @Setting(
                    sentence = "Which are taken where not all are",
                    byDefault = "random",
                    choices = {"random", "disagreement", "information"})
            String choice) {}

    /** How an answer is drawn, by the names of the settings. */
    public Map<String, Object> drawn() {
        Map<String, Object> drawn = new LinkedHashMap<>();
        drawn.put("temperature", sampling.temperature());
        drawn.put("topP", sampling.topP());
        drawn.put("topK", sampling.topK());
        drawn.put("repetitionPenalty", sampling.repetitionPenalty());
        drawn.put("minNewTokens", sampling.minNewTokens());
        drawn.put("maxNewTokens", sampling.maxNewTokens());
        drawn.put("stop", sampling.stop());
        return drawn;
    }
}
