package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.GradientNorm;
import org.careloop.lm.train.LearningRates;
import org.careloop.lm.train.MicroBatches;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Sequence;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.Phrase;
import org.careloop.run.health.RunFault;
import org.careloop.run.settings.OnPolicySettings;
import org.jspecify.annotations.Nullable;

/** Epochs of minibatches over the experiences of an iteration: one step of policy and critic a minibatch. */
final class PolicyUpdate {
    private final Policy policy;
    private final @Nullable CriticTraining critic;
    private final AdamW policySteps;
    private final OnPolicySettings settings;
    private final SamplerWeights weights;
    private final Tuning tuning;
    private final PolicyLoss loss;
    private final PretrainingMix mix;

    /** @param pretraining stretches of text that are learnt besides; none where nothing is mixed in */
    PolicyUpdate(
            Policy policy,
            @Nullable CriticTraining critic,
            AdamW policySteps,
            OnPolicySettings settings,
            SamplerWeights weights,
            List<int[]> pretraining) {
        this.policy = policy;
        this.critic = critic;
        this.policySteps = policySteps;
        this.settings = settings;
        this.weights = weights;
        this.tuning = Tuning.of(settings);
        this.loss = PolicyLoss.of(settings.updates());
        this.mix = new PretrainingMix(pretraining, policy, settings, tuning);
    }

    /**
     * How an iteration learns.
     *
     * @param number of the iteration, counted from 1
     * @param klInLoss weight of the divergence in the loss; 0 where it stands in the reward
     * @param rateShare of the learning rates' peaks
     */
    record Iteration(long number, double klInLoss, double rateShare) {
        /** The number of a step in the whole run, where no iteration has more than {@code most}. */
        private long step(int before, long most) {
            return (number - 1) * most + before + 1;
        }
    }

    /**
     * One optimiser step.
     *
     * @param policy loss of the policy and its sums, before the step
     * @param valueLoss before the step; NaN without a critic
     * @param policyNorm of the gradient before its clip
     * @param criticNorm the same of the critic; NaN without one
     * @param pretrainingLoss of a token of the text that is mixed in, nats; NaN without such
     */
    record Step(LossFigures policy, double valueLoss, double policyNorm, double criticNorm, double pretrainingLoss) {
        private boolean isFinite(boolean withCritic) {
            return Double.isFinite(policyNorm) && (!withCritic || Double.isFinite(criticNorm));
        }
    }

    /**
     * The steps that were made.
     *
     * @param skipped minibatches whose gradient was not finite
     */
    record Outcome(List<Step> steps, int skipped) {
        static final Outcome NOTHING = new Outcome(List.of(), 0);
    }

    /**
     * Learns from experiences. The steps end early when the policy has moved beyond {@code approximateKlLimit}.
     *
     * @param experiences of all ranks, the same in each
     * @throws RunFault when no gradient at all was finite
     */
    Outcome run(List<Experience> experiences, Iteration iteration, Ranks ranks) {
        List<Step> steps = new ArrayList<>();
        int skipped = 0;
        Rng order = Rng.ofPass(settings.run().seed(), iteration.number());
        double limit = settings.updates().approximateKlLimit();
        for (int epoch = 0; epoch < settings.updates().epochs() && !movedBeyond(limit, steps); epoch++) {
            int[] shuffled = order.permutation(experiences.size());
            int size = settings.updates().minibatch();
            for (int start = 0; start < shuffled.length && !movedBeyond(limit, steps); start += size) {
                int end = Math.min(shuffled.length, start + size);
                Step step = step(
                        Arrays.stream(shuffled, start, end)
                                .mapToObj(experiences::get)
                                .toList(),
                        iteration,
                        iteration.step(steps.size() + skipped, mostSteps()),
                        ranks);
                if (step.isFinite(critic != null)) {
                    steps.add(step);
                } else {
                    skipped++;
                }
            }
        }
        if (steps.isEmpty() && skipped > 0) {
            throw new RunFault(Phrase.filled(
                    "run.no-gradient",
                    "no gradient of iteration %s is finite; lower the setting learningRate",
                    iteration.number()));
        }
        return new Outcome(steps, skipped);
    }

    private static boolean movedBeyond(double limit, List<Step> steps) {
        return !steps.isEmpty() && steps.getLast().policy().approximateKl() > limit;
    }

    private long mostSteps() {
        int answers = settings.sampling().rollouts();
        return (long) settings.updates().epochs()
                * Math.ceilDiv(answers, settings.updates().minibatch());
    }

    private Step step(List<Experience> minibatch, Iteration iteration, long number, Ranks ranks) {
        policySteps.clearGradients();
        if (critic != null) {
            critic.clearGradients();
        }
        // One divisor for the whole minibatch: with one for each micro-batch, tokens of long responses would count
        // less.
        double tokens =
                minibatch.stream().mapToInt(one -> one.episode().length()).sum();
        LossFigures figures = LossFigures.NONE;
        double valueLoss = critic == null ? Double.NaN : 0;
        List<Experience> share = ranks.share(minibatch, one -> sequence(one).length());
        for (List<Experience> part : MicroBatches.of(
                share, one -> sequence(one).length(), settings.memory().microBatchTokens())) {
            try (Scope scope = Scope.open()) {
                ResponseBatch batch = ResponseBatch.of(
                        part.stream().map(PolicyUpdate::sequence).toList(),
                        policy.model().device());
                figures = figures.plus(policyGradient(batch, part, iteration.klInLoss(), tokens));
                if (critic != null) {
                    valueLoss += critic.addGradient(batch, part, tokens);
                }
            }
        }
        ranks.sumGradients(policySteps.parameters());
        figures = figures.summed(ranks);
        if (critic != null) {
            ranks.sumGradients(critic.optimiser().parameters());
            valueLoss = ranks.sum(valueLoss)[0];
        }
        // The same text for every rank, after what they have of their own was summed.
        double pretrainingLoss = mix.addGradient(number);
        double longest = settings.optimiser().maxGradientNorm();
        double policyNorm = GradientNorm.clip(policySteps.parameters(), longest);
        double criticNorm = critic == null ? Double.NaN : critic.clipGradient(longest);
        Step step = new Step(figures, valueLoss, policyNorm, criticNorm, pretrainingLoss);
        if (step.isFinite(critic != null)) {
            learn(iteration.rateShare());
        }
        return step;
    }

    private void learn(double rateShare) {
        policySteps.step(peakRate() * rateShare);
        if (critic != null) {
            critic.step(rateShare);
        }
    }

    /** The policy's learning rate at its peak: as set, or where that is 0 the usual one for the trained weights. */
    double peakRate() {
        double set = settings.optimiser().learningRate();
        return set > 0
                ? set
                : LearningRates.forSampledAnswers(
                        policy.isAdapted() ? 1e-5 : 1e-6, policy.model().weights());
    }

    private LossFigures policyGradient(ResponseBatch batch, List<Experience> part, double klInLoss, double tokens) {
        List<Episode> episodes = part.stream().map(Experience::episode).toList();
        Tensor old =
                batch.spread(episodes.stream().map(one -> one.scores().old()).toList());
        Tensor reference = batch.spread(
                episodes.stream().map(one -> one.scores().reference()).toList());
        Tensor advantages =
                batch.spread(part.stream().map(Experience::advantages).toList());
        Tensor weighed = batch.spread(episodes.stream().map(weights::of).toList());
        try (GradientPass pass = tuning.gradientPass(policy.model())) {
            Tensor logProbs = policy.asPolicy(model -> Policy.logProbs(model, batch));
            PolicyLoss.Result result = loss.of(
                    new PolicyLoss.Tokens(logProbs, old, reference, advantages, weighed, batch.wanted()),
                    klInLoss,
                    tokens);
            pass.backward(result.loss());
            return result.figures();
        }
    }

    private static Sequence sequence(Experience experience) {
        return experience.episode().rollout().sequence();
    }
}
