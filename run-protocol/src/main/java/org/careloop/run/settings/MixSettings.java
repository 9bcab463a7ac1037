package org.careloop.run.settings;

/** Supplied text that a policy goes on learning, so that it does not forget how people write (Ouyang et al. 2022, PPO-ptx). */
public record MixSettings(
        @Setting(
                sentence =
                        "Weight of the loss on the text of --pretraining, nats a token, beside the loss of the policy; 0 for none",
                byDefault = "0",
                atLeast = 0)
        double pretrainingCoefficient,

        @Setting(
                sentence = "Stretches of that text in each optimiser step",
                byDefault = "4",
                unit = Unit.TEXTS,
                atLeast = 1)
        int pretrainingTexts,

        @Setting(sentence = "Length of a stretch", byDefault = "256", unit = Unit.TOKENS, atLeast = 2)
        int pretrainingLength) {}
