package org.careloop.run.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.careloop.run.Phrase;
import org.careloop.run.memory.MemoryPlan.Part;
import org.careloop.run.memory.MemoryPlan.When;
import org.jspecify.annotations.Nullable;

/**
 * What the memory of a training follows from.
 *
 * @param trained the model in training
 * @param apart a reward model with a trunk of its own; null where there is none, or it lies over the trunk of the policy
 * @param longestGiven tokens of the longest text that is given: a prompt, or a prompt with its answer
 * @param onCard whether a graphics card computes
 * @param choices what a person can change
 */
public record MemoryNeeds(
        Roles roles,
        ModelSizes trained,
        @Nullable ModelSizes apart,
        int longestGiven,
        boolean onCard,
        Choices choices) {
    private static final long F32 = Choices.F32;

    MemoryNeeds with(Choices other) {
        return new MemoryNeeds(roles, trained, apart, longestGiven, onCard, other);
    }

    /** Tokens of the longest text. */
    int longest() {
        return longestGiven + choices.maxNewTokens();
    }

    /** Tokens that are learnt from at once whatever is set: the responses of a pair of votes stay together. */
    long leastAtOnce() {
        return (roles.samples() ? 1L : 2L) * longest();
    }

    /** Tokens that are learnt from at once. */
    long tokensAtOnce() {
        return Math.max(leastAtOnce(), Math.min(choices.microBatchTokens(), (long) choices.minibatch() * longest()));
    }

    /** The memory by part. */
    public MemoryPlan plan() {
        List<Part> parts = new ArrayList<>(choices.adapted() ? overFrozenTrunks() : ofWholeModels());
        long inTraining = weightsInTraining();
        parts.add(new Part(When.ALWAYS, Phrase.of("memory.moments", "moments of the optimiser"), 2 * F32 * inTraining));
        if (choices.goesBack()) {
            parts.add(new Part(
                    When.ALWAYS, Phrase.of("memory.back", "the policy to go back to"), F32 * inTraining(trained)));
        }
        if (roles.samples()) {
            parts.add(keysAndValues());
        }
        parts.add(new Part(When.LEARNING, Phrase.of("memory.gradients", "gradients"), F32 * inTraining));
        long tokens = tokensAtOnce();
        parts.add(new Part(
                When.LEARNING,
                Phrase.of("memory.activations", "activations of %d tokens".formatted(tokens), tokens),
                tokens * trained.learningBytes(choices.recompute())));
        if (roles.writes()) {
            parts.add(new Part(When.LEARNING, Phrase.of("memory.logits", "logits"), trained.logitBytes(tokens)));
        }
        parts.sort(Comparator.comparing(Part::when).thenComparing(Part::bytes, Comparator.reverseOrder()));
        return new MemoryPlan(parts);
    }

    private Part keysAndValues() {
        int rows = choices.samplingRows();
        return new Part(
                When.SAMPLING,
                Phrase.of("memory.cache", "keys and values of %d answers".formatted(rows), rows),
                trained.cacheBytes(onCard ? choices.frozenBytes() : F32) * rows * longest());
    }

    private List<Part> overFrozenTrunks() {
        List<Part> parts = new ArrayList<>();
        long adapters = trained.adapterWeights(choices.rank());
        parts.add(new Part(When.ALWAYS, roles.trunk(apart != null), trained.weights() * choices.frozenBytes()));
        if (apart != null) {
            parts.add(new Part(When.ALWAYS, roles.trunkApart(), apart.weights() * choices.frozenBytes()));
        } else if (roles.reward()) {
            adapters *= 2; // the reward model's has about the width of the policy's
        }
        adapters += roles.critic() ? guide().adapterWeights(choices.rank()) : 0;
        parts.add(new Part(When.ALWAYS, Phrase.of("memory.adapters", "adapters"), F32 * adapters));
        return parts;
    }

    private List<Part> ofWholeModels() {
        List<Part> parts = new ArrayList<>();
        Phrase rewardModel = Phrase.of("memory.reward", "reward model");
        parts.add(new Part(
                When.ALWAYS,
                roles.reference() ? Phrase.of("memory.policy", "policy") : rewardModel,
                F32 * trained.weights()));
        if (roles.reference()) {
            parts.add(new Part(When.ALWAYS, Phrase.of("memory.reference", "reference"), F32 * trained.weights()));
        }
        if (roles.reward()) {
            parts.add(new Part(When.ALWAYS, rewardModel, F32 * guide().weights()));
        }
        if (roles.critic()) {
            parts.add(new Part(When.ALWAYS, Phrase.of("memory.critic", "critic"), F32 * guide().weights()));
        }
        return parts;
    }

    private ModelSizes guide() {
        return apart == null ? trained : apart;
    }

    private long inTraining(ModelSizes model) {
        return choices.adapted() ? model.adapterWeights(choices.rank()) : model.weights();
    }

    private long weightsInTraining() {
        return inTraining(trained) + (roles.critic() ? inTraining(guide()) : 0);
    }
}
