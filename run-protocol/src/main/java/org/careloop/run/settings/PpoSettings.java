package org.careloop.run.settings;

/** Settings of {@code ppo}. */
public record PpoSettings(
        @Group("Run") Run run,
        @Group("Sampling of responses") Sampling sampling,
        @Group("Distance from the reference") Kl kl,
        @Group("Rewards") Shaping shaping,
        @Group("Advantages") Advantages advantages,
        @Group("Updates") Updates updates,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Memory") MemorySettings memory,
        @Group("Weights") WeightSettings weights)
        implements FlatSettings {

    /** Length, seed, saved states and sample answers. */
    public record Run(
            @Setting(
                    sentence = "Rounds of sampling and learning",
                    byDefault = "100",
                    unit = Unit.ITERATIONS,
                    atLeast = 1)
            int iterations,

            @Setting(
                    sentence = "Iterations between kept states and renewed samples",
                    byDefault = "10",
                    unit = Unit.ITERATIONS,
                    atLeast = 1)
            int stateEvery,

            @Setting(
                    sentence = "Prompts whose answers are shown before and after",
                    byDefault = "4",
                    unit = Unit.PROMPTS,
                    atLeast = 0)
            int samples,

            @Setting(sentence = "Seed of prompts, sampling, minibatches and new weights", byDefault = "1")
            long seed) {}

    /** Responses sampled in one iteration, at temperature 1. */
    public record Sampling(
            @Setting(
                    sentence = "Responses sampled in one iteration",
                    byDefault = "64",
                    unit = Unit.RESPONSES,
                    atLeast = 1)
            int rollouts,

            @Setting(
                    sentence = "A response that has not stopped by then is cut",
                    byDefault = "256",
                    unit = Unit.TOKENS,
                    atLeast = 1)
            int maxNewTokens) {}

    /** The KL penalty, which keeps the policy near the reference (Ziegler et al. 2019, section 2.2). */
    public record Kl(
            @Setting(
                    sentence = "Weight of the divergence from the reference, at the start",
                    byDefault = "0.05",
                    atLeast = 0)
            double beta,

            @Setting(sentence = "Whether beta follows the divergence", byDefault = "true")
            boolean adaptiveBeta,

            @Setting(sentence = "Divergence that beta aims at", byDefault = "6", unit = Unit.NATS_A_RESPONSE, above = 0)
            double targetKl,

            @Setting(
                    sentence = "Responses over which beta follows the divergence",
                    byDefault = "10000",
                    unit = Unit.RESPONSES,
                    above = 0)
            double klHorizon) {}

    /** Computation of a reward from a score. */
    public record Shaping(
            @Setting(sentence = "Taken off the score of a response that was cut", byDefault = "1", atLeast = 0)
            double missingEosPenalty,

            @Setting(sentence = "Bound on the magnitude of a score", byDefault = "10", above = 0)
            double scoreClip) {}

    /** Generalized advantage estimation (Schulman et al. 2016). */
    public record Advantages(
            @Setting(sentence = "Discount from token to token", byDefault = "1", atLeast = 0, atMost = 1)
            double gamma,

            @Setting(
                    sentence = "Decay of generalized advantage estimation; 0.95 with a critic that is warm",
                    byDefault = "1",
                    atLeast = 0,
                    atMost = 1)
            double lambda) {}

    /** The clipped updates of one iteration (Schulman et al. 2017). */
    public record Updates(
            @Setting(sentence = "Passes over an iteration's responses", byDefault = "4", atLeast = 1)
            int epochs,

            @Setting(sentence = "Responses of one optimiser step", byDefault = "16", unit = Unit.RESPONSES, atLeast = 1)
            int minibatch,

            @Setting(sentence = "How far the probability ratio may leave 1", byDefault = "0.2", above = 0)
            double clip,

            @Setting(sentence = "How far a value may move in one iteration", byDefault = "0.5", above = 0)
            double valueClip,

            @Setting(
                    sentence = "Ends an iteration's epochs when a minibatch has moved further than this",
                    byDefault = "0.1",
                    unit = Unit.NATS_A_TOKEN,
                    above = 0)
            double approximateKlLimit) {}

    /** Learning rates and gradient clipping. */
    public record Optimiser(
            @Setting(
                    sentence =
                            "Learning rate of the policy at every step; 0 for 1e-6 at eight billion weights (an adapter 1e-5), more for smaller models",
                    byDefault = "0",
                    atLeast = 0)
            double learningRate,

            @Setting(
                    sentence =
                            "Learning rate of the critic at every step; 0 for 9e-6 at eight billion weights, more for smaller models",
                    byDefault = "0",
                    atLeast = 0)
            double criticLearningRate,

            @Setting(
                    sentence = "Longer gradients of the policy and of the critic are shortened to this",
                    byDefault = "1",
                    above = 0)
            double maxGradientNorm) {}
}
