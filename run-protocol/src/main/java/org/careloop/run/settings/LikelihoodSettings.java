package org.careloop.run.settings;

/**
 * The likelihood of a vote, given the scores of the two responses: those of a reward model, or in {@code dpo} the rewards that
 * a policy implies, beta times the log-ratio of policy to reference.
 */
public record LikelihoodSettings(
        @Setting(
                sentence =
                        "How ties follow from a difference of scores; none leaves ties out; votes without any tie are learnt by Bradley-Terry",
                byDefault = "rao-kupper",
                choices = {"none", "rao-kupper", "davidson"})
        String ties,

        @Setting(
                sentence =
                        "Learning rate of the tie model's parameter, which one step may move by about this much; 0 keeps it where equal scores tie as often as the votes do",
                byDefault = "0.02",
                atLeast = 0)
        double tieLearningRate,

        @Setting(
                sentence = "Lead that a clear preference (strength 3) asks for; strength 2 asks for half, 1 for none",
                byDefault = "1",
                atLeast = 0)
        double margin,

        @Setting(
                sentence = "Share of the decisive votes that is taken to have been given to the wrong response",
                byDefault = "0",
                atLeast = 0,
                below = 0.5)
        double labelSmoothing,

        @Setting(sentence = "Weight of the penalty that keeps scores near 0", byDefault = "0", atLeast = 0)
        double centring) {}
