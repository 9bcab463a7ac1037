package org.careloop.run.settings;

/** Prompts that a policy never learns from, answered and scored now and then beside those that it does. */
public record HeldOutSettings(
        @Setting(sentence = "Share of the prompts that is held out", byDefault = "0.1", atLeast = 0, below = 1)
        double evaluationShare,

        @Setting(
                sentence = "At most so many prompts are held out; each is answered once an evaluation",
                byDefault = "32",
                unit = Unit.PROMPTS,
                atLeast = 1)
        int evaluationPrompts,

        @Setting(
                sentence = "Iterations between evaluations, besides one before the first and one at the end; 0 for five"
                        + " over the run",
                byDefault = "0",
                unit = Unit.ITERATIONS,
                atLeast = 0)
        int evaluateEvery,

        @Setting(
                sentence = "Answers to each held-out prompt at the end, by the model before training and by the policy:"
                        + " how much better the score became, and the best of n, stand in the report; 0 for none",
                byDefault = "0",
                unit = Unit.RESPONSES,
                atLeast = 0)
        int bestOf) {

    /** Iterations between evaluations. */
    public long every(long iterations) {
        return evaluateEvery > 0 ? evaluateEvery : Math.max(1, Math.ceilDiv(iterations, 5));
    }
}
