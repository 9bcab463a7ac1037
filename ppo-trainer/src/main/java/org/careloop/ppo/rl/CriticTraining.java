package org.careloop.ppo.rl;

import java.util.List;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.GradientNorm;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.settings.PpoSettings;

/** A critic, its loss and its optimiser. */
final class CriticTraining implements AutoCloseable {
    private final Critic critic;
    private final AdamW optimiser;
    private final ValueLoss loss;
    private final Tuning tuning;
    private final double learningRate;

    CriticTraining(Critic critic, PpoSettings settings, AdamW.Settings optimiser) {
        this.critic = critic;
        this.optimiser = new AdamW(critic.trainable(), optimiser);
        loss = new ValueLoss(settings.critic().valueClip());
        tuning = Tuning.of(settings);
        learningRate = critic.learningRate(settings.critic().criticLearningRate());
    }

    /** F32 {@code [batch, length - 1]}: the value before each token. */
    Tensor values(ResponseBatch batch) {
        return critic.values(batch);
    }

    void clearGradients() {
        optimiser.clearGradients();
    }

    /**
     * Adds the gradient of a micro-batch.
     *
     * @param tokens of the whole minibatch
     * @return its part of the loss
     */
    double addGradient(ResponseBatch batch, List<Experience> part, double tokens) {
        Tensor old = batch.spread(
                part.stream().map(one -> one.episode().scores().values()).toList());
        Tensor returns = batch.spread(part.stream().map(Experience::returns).toList());
        try (GradientPass pass = tuning.gradientPass(critic.trunk())) {
            Tensor result = loss.of(critic.values(batch), old, returns, batch.wanted(), tokens);
            pass.backward(result);
            return result.item();
        }
    }

    /** The norm of the gradient, before it is shortened to the limit. */
    double clipGradient(double limit) {
        return GradientNorm.clip(optimiser.parameters(), limit);
    }

    /** @param share of the learning rate's peak */
    void step(double share) {
        optimiser.step(learningRate * share);
    }

    AdamW optimiser() {
        return optimiser;
    }

    @Override
    public void close() {
        optimiser.close();
        critic.close();
    }
}
