package org.careloop.run.settings;

/** Settings of {@code ppo}: proximal policy optimisation with a critic. */
public record PpoSettings(
        @Group("Run") Run run,
        @Group("Sampling of responses") Sampling sampling,
        @Group("Distance from the reference") Kl kl,
        @Group("Rewards") Shaping shaping,
        @Group("Advantages") Advantages advantages,
        @Group("Critic") Critic critic,
        @Group("Updates") Updates updates,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Held-out prompts") HeldOutSettings heldOut,
        @Group("Pretraining mix") MixSettings mix,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Memory") MemorySettings memory,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements OnPolicySettings {

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

    /** The estimate of a response's score before each of its tokens. */
    public record Critic(
            @Setting(sentence = "How far a value may move in one iteration", byDefault = "0.5", above = 0)
            double valueClip,

            @Setting(
                    sentence =
                            "Learning rate of the critic at its peak; 0 for 9e-6 at eight billion weights, more for smaller models",
                    byDefault = "0",
                    atLeast = 0)
            double criticLearningRate) {}
}
