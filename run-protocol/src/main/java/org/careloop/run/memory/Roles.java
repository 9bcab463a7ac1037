package org.careloop.run.memory;

import org.careloop.run.Phrase;

/**
 * What models a training holds besides the one in training, and what it does with them.
 *
 * @param reference the policy as it was
 * @param reward a reward model that guides it
 * @param critic a model of the score to come
 */
public record Roles(boolean reference, boolean reward, boolean critic) {
    /** A reward model learns from votes. */
    public static final Roles OF_REWARD_MODEL = new Roles(false, false, false);

    /** A policy learns from votes. */
    public static final Roles OF_DPO = new Roles(true, false, false);

    /** A policy learns from scores of its answers, with a critic or without. */
    public static Roles ofSampling(boolean critic) {
        return new Roles(true, true, critic);
    }

    /** Whether logits are computed for a gradient, which a model that scores has none of. */
    boolean writes() {
        return reference;
    }

    boolean samples() {
        return reward;
    }

    /**
     * The trunk that the model in training lies over.
     *
     * @param rewardApart whether the reward model has a trunk of its own
     */
    Phrase trunk(boolean rewardApart) {
        if (!reference) {
            return Phrase.of("memory.trunk.reward", "trunk of the reward model");
        }
        if (!reward || rewardApart) {
            return Phrase.of("memory.trunk.two", "trunk of policy and reference");
        }
        return critic
                ? Phrase.of("memory.trunk.four", "one trunk for policy, reference, reward model and critic")
                : Phrase.of("memory.trunk.three", "one trunk for policy, reference and reward model");
    }

    /** The trunk of a reward model apart. */
    Phrase trunkApart() {
        return critic
                ? Phrase.of("memory.trunk.guides", "trunk of reward model and critic")
                : Phrase.of("memory.trunk.reward", "trunk of the reward model");
    }
}
