package org.careloop.run.settings;

/** Settings of {@code rloo}: REINFORCE with the other answers to a prompt as baseline (Ahmadian et al. 2024). */
public record RlooSettings(
        @Group("Run") Run run,

        @Group(value = "Sampling of responses", defaults = "group=4")
        Sampling sampling,

        @Group("Distance from the reference") Kl kl,
        @Group("Rewards") Shaping shaping,
        @Group("Updates") Updates updates,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Held-out prompts") HeldOutSettings heldOut,
        @Group("Pretraining mix") MixSettings mix,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Memory") MemorySettings memory,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements OnPolicySettings {

    public RlooSettings {
        sampling.refuseSingles();
    }
}
