package org.careloop.run.settings;

/** Settings of {@code answer}, and of {@code judge}, which asks about answers. */
public record AnswerSettings(
        @Group("Run") GenerateSettings.Run run,
        @Group("Sampling") GenerateSettings.Sampling sampling,
        @Group("Servers") Servers servers,
        @Group("Comparisons") Pairs pairs,
        @Group("Weights") WeightSettings weights)
        implements FlatSettings, AskingSettings {

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

    /** Settings of {@code judge}. */
    public record Judging(
            @Setting(
                    sentence = "Times that the judge is asked until its reply ends with a verdict",
                    byDefault = "3",
                    unit = Unit.ATTEMPTS,
                    atLeast = 1,
                    atMost = 50)
            int tries,

            @Group("Run") GenerateSettings.Run run,

            @Group(
                    value = "Sampling",
                    defaults = {"maxNewTokens=1024", "temperature=0.2"})
            GenerateSettings.Sampling sampling,

            @Group("Servers") Servers servers,
            @Group("Weights") WeightSettings weights)
            implements FlatSettings, AskingSettings {}
}
