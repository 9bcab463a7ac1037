package org.careloop.run.settings;

/** Settings of {@code unify}. */
public record UnifySettings(
        @Group("Run") GenerateSettings.Run run,
        @Group("Rows") Rows rows,

        @Group(
                value = "Sampling",
                defaults = {"maxNewTokens=768", "temperature=0.7"})
        GenerateSettings.Sampling sampling,

        @Group("Servers") AnswerSettings.Servers servers,
        @Group("Weights") WeightSettings weights)
        implements FlatSettings, AskingSettings {

    /** What is asked for, and what is taken. */
    public record Rows(
            @Setting(
                    sentence = "Language of questions and answers; as-text for that of each text",
                    byDefault = "as-text",
                    choices = {"as-text", "zh", "en"})
            String language,

            @Setting(
                    sentence = "As much of the beginning of a text is shown to the model",
                    byDefault = "2000",
                    unit = Unit.CHARACTERS,
                    atLeast = 1)
            int textLength,

            @Setting(
                    sentence = "A longer question is not taken",
                    byDefault = "300",
                    unit = Unit.CHARACTERS,
                    atLeast = 1)
            int questionLength,

            @Setting(sentence = "A shorter answer is not taken", byDefault = "20", unit = Unit.CHARACTERS, atLeast = 1)
            int answerLeast,

            @Setting(sentence = "A longer answer is not taken", byDefault = "4000", unit = Unit.CHARACTERS, atLeast = 1)
            int answerLength,

            @Setting(
                    sentence = "Times that a question, and then an answer, is asked for before its text is dropped",
                    byDefault = "2",
                    unit = Unit.ATTEMPTS,
                    atLeast = 1,
                    atMost = 50)
            int tries,

            @Setting(
                    sentence = "Words that answer and text share, of all that either has; an answer with fewer is not"
                            + " taken, 0 for none such",
                    byDefault = "0",
                    atLeast = 0,
                    atMost = 1)
            double leastOverlap,

            @Setting(
                    sentence =
                            "An answer that shares more is not taken, because it is the text itself; 1 for none such",
                    byDefault = "1",
                    atLeast = 0,
                    atMost = 1)
            double mostOverlap) {}
}
