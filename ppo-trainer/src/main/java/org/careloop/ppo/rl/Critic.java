package org.careloop.ppo.rl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.model.SharedTrunk;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.LearningRates;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * The value function: before each token of a response it estimates the score of the whole. It starts as a copy of the
 * reward model, whose head is read at every token and whose shift is subtracted. In full fine-tuning it has weights of
 * its own; otherwise it is an adapter over the frozen trunk of the reward model.
 */
final class Critic implements AutoCloseable {
    private static final String ADAPTER = "critic";

    private final LanguageModel trunk;
    private final @Nullable String adapter;
    private final LinearHead head;
    private final double shift;

    private Critic(LanguageModel trunk, @Nullable String adapter, LinearHead head, double shift) {
        this.trunk = trunk;
        this.adapter = adapter;
        this.head = head;
        this.shift = shift;
    }

    /** A critic with weights of its own. */
    static Critic full(LanguageModel rewardTrunk, LinearHead rewardHead, double shift) {
        LanguageModel trunk = rewardTrunk.copy();
        trunk.trainable(true);
        return new Critic(trunk, null, rewardHead.copy(), shift);
    }

    /**
     * A critic that shares the reward model's trunk.
     *
     * @param rewardAdapter what of the trunk scores; null where all of it does
     */
    static Critic adapted(
            LanguageModel trunk, @Nullable String rewardAdapter, LinearHead rewardHead, double shift, Tuning tuning) {
        trunk.trainable(false);
        LoraConfig lora = LoraConfig.ofRank(tuning.loraRank());
        Rng rng = Rng.seeded(tuning.seed() + 1);
        if (rewardAdapter == null) {
            trunk.addAdapter(ADAPTER, lora, rng);
        } else {
            SharedTrunk.addOver(trunk, rewardAdapter, ADAPTER, lora, rng);
        }
        return new Critic(trunk, ADAPTER, rewardHead.copy(), shift);
    }

    /** The learning rate of the settings, or when it is 0 the usual one for a critic of this size. */
    double learningRate(double set) {
        return set > 0 ? set : LearningRates.forSize(9e-6, trunk.weights());
    }

    /** The trained parameters. */
    Map<String, Tensor> trainable() {
        Map<String, Tensor> all =
                new LinkedHashMap<>(adapter == null ? trunk.parameters() : trunk.adapterParameters(adapter));
        all.put("value.weight", head.weight());
        return all;
    }

    LanguageModel trunk() {
        return trunk;
    }

    /** F32 {@code [batch, length - 1]}: the value before each token. */
    Tensor values(ResponseBatch batch) {
        try (AdapterScope active = adapter == null ? trunk.useNone() : trunk.use(adapter)) {
            Tensor hidden = trunk.hidden(batch.tokens()); // [batch, length, hidden]
            return head.apply(hidden.narrow(1, 0, hidden.size(1) - 1)).sub(shift);
        }
    }

    @Override
    public void close() {
        trainable().values().forEach(Tensor::close);
    }
}
