package org.careloop.run.settings;

/** Settings of {@code judge}. */
public record JudgeSettings(
        @Group("Run") GenerateSettings.Run run,
        @Group("Judging") Judging judging,

        @Group(
                value = "Sampling",
                defaults = {"maxNewTokens=1024", "temperature=0.2"})
        GenerateSettings.Sampling sampling,

        @Group("Servers") AnswerSettings.Servers servers,
        @Group("Weights") WeightSettings weights)
        implements FlatSettings, AskingSettings {

    /** When a judge is given up. */
    public record Judging(
            @Setting(
                    sentence = "Times that the judge is asked until its reply ends with a verdict",
                    byDefault = "3",
                    unit = Unit.ATTEMPTS,
                    atLeast = 1,
                    atMost = 50)
            int tries) {}
}
