package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.GradientNorm;
import org.careloop.lm.train.MicroBatches;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Sequence;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.settings.PpoSettings;

/** Epochs of minibatches over the experiences of an iteration: one step of policy and critic a minibatch. */
final class PpoUpdate {
    private final Policy policy;
    private final Critic critic;
    private final AdamW policySteps;
    private final AdamW criticSteps;
    private final PpoSettings settings;
    private final Tuning tuning;
    private final PpoLoss loss;

    PpoUpdate(Policy policy, Critic critic, AdamW policySteps, AdamW criticSteps, PpoSettings settings) {
        this.policy = policy;
        this.critic = critic;
        this.policySteps = policySteps;
        this.criticSteps = criticSteps;
        this.settings = settings;
        this.tuning = Tuning.of(settings);
        this.loss = new PpoLoss(settings.updates().clip(), settings.updates().valueClip());
    }

    /**
     * One optimiser step.
     *
     * @param policy loss of the policy and its sums, before the step
     * @param valueLoss before the step
     * @param policyNorm of the gradient before its clip
     */
    record Step(PpoLoss.Figures policy, double valueLoss, double policyNorm, double criticNorm) {}

    /** Returns the steps that were made. They end early when the policy has moved beyond {@code approximateKlLimit}. */
    List<Step> run(List<Experience> experiences, long iteration) {
        List<Step> steps = new ArrayList<>();
        Rng order = Rng.seeded(settings.run().seed() * 1_000_003 + iteration);
        for (int epoch = 0; epoch < settings.updates().epochs(); epoch++) {
            int[] shuffled = order.permutation(experiences.size());
            for (int start = 0;
                    start < shuffled.length;
                    start += settings.updates().minibatch()) {
                int end = Math.min(shuffled.length, start + settings.updates().minibatch());
                steps.add(step(Arrays.stream(shuffled, start, end)
                        .mapToObj(experiences::get)
                        .toList()));
                if (steps.getLast().policy().approximateKl()
                        > settings.updates().approximateKlLimit()) {
                    return steps;
                }
            }
        }
        return steps;
    }

    private Step step(List<Experience> minibatch) {
        policySteps.clearGradients();
        criticSteps.clearGradients();
        // One divisor for the whole minibatch: with one for each micro-batch, tokens of long responses would count
        // less.
        double tokens =
                minibatch.stream().mapToInt(one -> one.rollout().length()).sum();
        PpoLoss.Figures figures = PpoLoss.Figures.NONE;
        double valueLoss = 0;
        for (List<Experience> part : MicroBatches.of(
                minibatch,
                one -> one.rollout().sequence().length(),
                settings.memory().microBatchTokens())) {
            try (Scope scope = Scope.open()) {
                ResponseBatch batch =
                        ResponseBatch.of(sequences(part), policy.model().device());
                figures = figures.plus(policyGradient(batch, part, tokens));
                valueLoss += valueGradient(batch, part, tokens);
            }
        }
        double policyNorm =
                GradientNorm.clip(policySteps.parameters(), settings.optimiser().maxGradientNorm(), "learningRate");
        double criticNorm = GradientNorm.clip(
                criticSteps.parameters(), settings.optimiser().maxGradientNorm(), "criticLearningRate");
        policySteps.step(policy.learningRate(settings.optimiser().learningRate()));
        criticSteps.step(critic.learningRate(settings.optimiser().criticLearningRate()));
        return new Step(figures, valueLoss, policyNorm, criticNorm);
    }

    private PpoLoss.Figures policyGradient(ResponseBatch batch, List<Experience> part, double tokens) {
        Tensor old =
                batch.spread(part.stream().map(one -> one.rolloutScores().old()).toList());
        Tensor advantages =
                batch.spread(part.stream().map(Experience::advantages).toList());
        try (GradientPass pass = tuning.gradientPass(policy.model())) {
            Tensor logProbs = policy.asPolicy(model -> Policy.logProbs(model, batch));
            PpoLoss.Policy result = loss.policy(logProbs, old, advantages, batch.wanted(), tokens);
            pass.backward(result.loss());
            return result.figures();
        }
    }

    private double valueGradient(ResponseBatch batch, List<Experience> part, double tokens) {
        Tensor old = batch.spread(
                part.stream().map(one -> one.rolloutScores().values()).toList());
        Tensor returns = batch.spread(part.stream().map(Experience::returns).toList());
        try (GradientPass pass = tuning.gradientPass(critic.trunk())) {
            Tensor result = loss.value(critic.values(batch), old, returns, batch.wanted(), tokens);
            pass.backward(result);
            return result.item();
        }
    }

    private static List<Sequence> sequences(List<Experience> experiences) {
        return experiences.stream().map(one -> one.rollout().sequence()).toList();
    }
}
