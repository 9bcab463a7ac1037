package org.careloop.ppo.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.careloop.lm.tensor.DType;
import org.careloop.ppo.memory.MemoryPlan.Part;
import org.careloop.ppo.memory.MemoryPlan.When;
import org.jspecify.annotations.Nullable;

/**
 * What the memory of a run follows from.
 *
 * @param reward a model with a trunk of its own; null where it lies over the policy's
 * @param critic whether there is one
 * @param longestPrompt tokens
 * @param onCard whether a graphics card computes
 * @param choices what a person can change
 */
record MemoryNeeds(
        ModelShape policy,
        @Nullable ModelShape reward,
        boolean critic,
        int longestPrompt,
        boolean onCard,
        Choices choices) {
    private static final long F32 = 4;

    /**
     * The settings that memory depends on.
     *
     * @param adapted whether adapters are trained, and not all weights
     * @param frozen type of weights that stay as they are
     * @param samplingRows answers that are sampled at once
     * @param minibatch answers of one step
     * @param goesBack whether a copy of the policy is kept to go back to
     */
    record Choices(
            boolean adapted,
            int rank,
            DType frozen,
            boolean recompute,
            int microBatchTokens,
            int samplingRows,
            int minibatch,
            int maxNewTokens,
            boolean goesBack) {

        Choices withAdapter() {
            return new Choices(
                    true, rank, frozen, recompute, microBatchTokens, samplingRows, minibatch, maxNewTokens, goesBack);
        }

        Choices inSixteenBits() {
            return new Choices(
                    adapted,
                    rank,
                    DType.BF16,
                    recompute,
                    microBatchTokens,
                    samplingRows,
                    minibatch,
                    maxNewTokens,
                    goesBack);
        }

        Choices recomputing() {
            return new Choices(
                    adapted, rank, frozen, true, microBatchTokens, samplingRows, minibatch, maxNewTokens, goesBack);
        }

        Choices withMicroBatch(int tokens) {
            return new Choices(
                    adapted, rank, frozen, recompute, tokens, samplingRows, minibatch, maxNewTokens, goesBack);
        }

        Choices withRows(int rows) {
            return new Choices(
                    adapted, rank, frozen, recompute, microBatchTokens, rows, minibatch, maxNewTokens, goesBack);
        }
    }

    MemoryNeeds with(Choices other) {
        return new MemoryNeeds(policy, reward, critic, longestPrompt, onCard, other);
    }

    /** Tokens of the longest text. */
    int longest() {
        return longestPrompt + choices.maxNewTokens();
    }

    /** Tokens that are learnt from at once. */
    long tokensAtOnce() {
        return Math.max(longest(), Math.min(choices.microBatchTokens(), (long) choices.minibatch() * longest()));
    }

    MemoryPlan plan() {
        List<Part> parts = new ArrayList<>(choices.adapted() ? overFrozenTrunks() : ofWholeModels());
        long trained = trainedWeights();
        parts.add(new Part(When.ALWAYS, "moments of the optimiser", 2 * F32 * trained));
        if (choices.goesBack()) {
            parts.add(new Part(When.ALWAYS, "the policy to go back to", F32 * trained(policy)));
        }
        parts.add(new Part(
                When.SAMPLING,
                "keys and values of %d answers".formatted(choices.samplingRows()),
                policy.cacheBytes(onCard ? choices.frozen().bytes() : F32) * choices.samplingRows() * longest()));
        parts.add(new Part(When.LEARNING, "gradients", F32 * trained));
        long tokens = tokensAtOnce();
        parts.add(new Part(
                When.LEARNING,
                "activations of %d tokens".formatted(tokens),
                tokens * policy.learningBytes(choices.recompute())));
        parts.add(new Part(When.LEARNING, "logits", policy.logitBytes(tokens)));
        parts.sort(Comparator.comparing(Part::when).thenComparing(Part::bytes, Comparator.reverseOrder()));
        return new MemoryPlan(parts);
    }

    private List<Part> overFrozenTrunks() {
        List<Part> parts = new ArrayList<>();
        long adapters = policy.adapterWeights(choices.rank());
        parts.add(new Part(
                When.ALWAYS,
                reward == null ? "one trunk for %s".formatted(roles()) : "trunk of policy and reference",
                policy.weights() * choices.frozen().bytes()));
        if (reward == null) {
            adapters *= 2; // the reward model's has about the width of the policy's
        } else {
            parts.add(new Part(
                    When.ALWAYS,
                    critic ? "trunk of reward model and critic" : "trunk of the reward model",
                    reward.weights() * choices.frozen().bytes()));
        }
        adapters += critic ? rewardShape().adapterWeights(choices.rank()) : 0;
        parts.add(new Part(When.ALWAYS, "adapters", F32 * adapters));
        return parts;
    }

    private String roles() {
        return critic ? "policy, reference, reward model and critic" : "policy, reference and reward model";
    }

    private List<Part> ofWholeModels() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(When.ALWAYS, "policy", F32 * policy.weights()));
        parts.add(new Part(When.ALWAYS, "reference", F32 * policy.weights()));
        parts.add(new Part(When.ALWAYS, "reward model", F32 * rewardShape().weights()));
        if (critic) {
            parts.add(new Part(When.ALWAYS, "critic", F32 * rewardShape().weights()));
        }
        return parts;
    }

    private ModelShape rewardShape() {
        return reward == null ? policy : reward;
    }

    private long trained(ModelShape model) {
        return choices.adapted() ? model.adapterWeights(choices.rank()) : model.weights();
    }

    private long trainedWeights() {
        return trained(policy) + (critic ? trained(rewardShape()) : 0);
    }
}
