package org.careloop.run.settings;

/** Settings of {@code grpo}: scores normalised within the answers to a prompt (Shao et al. 2024). */
public record GrpoSettings(
        @Group("Run") Run run,

        @Group(value = "Sampling of responses", defaults = "group=8")
        Sampling sampling,

        @Group(value = "Distance from the reference", defaults = "klIn=loss")
        Kl kl,

        @Group("Rewards") Shaping shaping,
        @Group("Advantages") Advantages advantages,
        @Group("Updates") Updates updates,
        @Group("Optimiser") Optimiser optimiser,
        @Group("Held-out prompts") HeldOutSettings heldOut,
        @Group("Pretraining mix") MixSettings mix,
        @Group("Adapter") AdapterSettings adapter,
        @Group("Memory") MemorySettings memory,
        @Group("Weights") WeightSettings weights,
        @Group("Saving") SavingSettings saving)
        implements OnPolicySettings {

    public GrpoSettings {
        sampling.refuseSingles();
    }

    /** The comparison within a group. */
    public record Advantages(
            @Setting(
                    sentence =
                            "Divides by the deviation of a prompt's scores, so that prompts count alike; false leaves their weight to the scores (Dr. GRPO)",
                    byDefault = "true")
            boolean scaleByDeviation) {}
}
