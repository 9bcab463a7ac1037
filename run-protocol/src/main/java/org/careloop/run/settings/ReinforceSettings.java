package org.careloop.run.settings;

/**
 * Settings of {@code reinforce}: REINFORCE++, whose advantages are normalised over all answers of an iteration (Hu 2025).
 * With several answers a prompt, the mean score of the others is taken off first (REINFORCE++-baseline).
 */
public record ReinforceSettings(
        @Group("Run") Run run,
        @Group("Sampling of responses") Sampling sampling,
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
        implements OnPolicySettings {}
