package org.careloop.run.memory;

import java.util.Locale;
import java.util.Optional;
import org.careloop.run.settings.AdapterSettings;
import org.careloop.run.settings.DpoSettings;
import org.careloop.run.settings.MemorySettings;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.WeightSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the memory of a training follows from, by its settings.
 *
 * @param trained sizes of the model in training
 * @param apart sizes of a reward model with a trunk of its own; null where there is none, or it lies over the policy's
 * @param longestGiven tokens of the longest text that is given: a prompt, or a prompt with its answer
 */
public record TrainingMemory(ModelSizes trained, @Nullable ModelSizes apart, int longestGiven) {

    /**
     * The needs with the types of weights that the settings name; {@code auto} is 16 bits on a card and 32 on a CPU, where
     * the trainer may still choose fewer.
     *
     * @param settings of a kind of run
     * @return empty for kinds whose memory is not planned
     */
    public Optional<MemoryNeeds> needs(Record settings) {
        return switch (settings) {
            case OnPolicySettings sampled -> Optional.of(needs(sampled, frozenBytes(sampled.weights())));
            case DpoSettings dpo -> Optional.of(needs(dpo, frozenBytes(dpo.weights())));
            case RewardSettings reward -> Optional.of(needs(reward));
            default -> Optional.empty();
        };
    }

    /**
     * The needs of a training from sampled answers.
     *
     * @param frozenBytes of a weight that stays as it is under an adapter
     */
    public MemoryNeeds needs(OnPolicySettings settings, int frozenBytes) {
        return needs(
                Roles.ofSampling(settings instanceof PpoSettings),
                settings.weights(),
                new Choices(
                        adapted(settings.adapter()),
                        settings.adapter().loraRank(),
                        adapted(settings.adapter()) ? frozenBytes : Choices.F32,
                        settings.memory().recomputes(trained.weights()),
                        settings.memory().microBatchTokens(),
                        settings.sampling().rowsAtOnce(),
                        settings.updates().minibatch(),
                        settings.sampling().maxNewTokens(),
                        settings.kl().klLimit() > 0));
    }

    /**
     * The needs of direct preference optimisation.
     *
     * @param frozenBytes of a weight that stays as it is under an adapter
     */
    public MemoryNeeds needs(DpoSettings settings, int frozenBytes) {
        return needs(
                Roles.OF_DPO,
                settings.weights(),
                ofVotes(
                        settings.adapter(),
                        frozenBytes,
                        settings.memory(),
                        settings.run().batchPairs()));
    }

    /** The needs of a reward model's training. */
    public MemoryNeeds needs(RewardSettings settings) {
        RewardSettings.Reading reading = settings.reading();
        int longest = reading.maxLength() == 0 ? longestGiven : Math.min(longestGiven, reading.maxLength());
        return new TrainingMemory(trained, null, longest)
                .needs(
                        Roles.OF_REWARD_MODEL,
                        settings.weights(),
                        ofVotes(
                                settings.adapter(),
                                frozenBytes(settings.weights()),
                                new MemorySettings(reading.microBatchTokens(), reading.recompute()),
                                settings.run().batchPairs()));
    }

    private Choices ofVotes(AdapterSettings adapter, int frozenBytes, MemorySettings memory, int pairs) {
        return new Choices(
                adapted(adapter),
                adapter.loraRank(),
                adapted(adapter) ? frozenBytes : Choices.F32,
                memory.recomputes(trained.weights()),
                memory.microBatchTokens(),
                0,
                2 * pairs,
                0,
                false);
    }

    private MemoryNeeds needs(Roles roles, WeightSettings weights, Choices choices) {
        return new MemoryNeeds(roles, trained, apart, longestGiven, isOnCard(weights), choices);
    }

    private boolean adapted(AdapterSettings adapter) {
        return adapter.trainsAdapter(trained.weights());
    }

    /** Whether settings name a graphics card. */
    public static boolean isOnCard(WeightSettings weights) {
        return weights.device().toLowerCase(Locale.ROOT).startsWith("cuda");
    }

    private static int frozenBytes(WeightSettings weights) {
        String type = weights.dtype().toLowerCase(Locale.ROOT);
        boolean wide = type.equals("auto") ? !isOnCard(weights) : type.endsWith("32");
        return wide ? Choices.F32 : Choices.SIXTEEN_BITS;
    }
}
