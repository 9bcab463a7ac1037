package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.TrainingJob;
import org.careloop.lm.train.TrainingState;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.PolicyCard;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Scorer;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.PpoSettings;

/**
 * The loop of PPO; {@link #step} is one iteration. Left out on purpose: whitening of rewards, because it would change their
 * scale relative to beta; an entropy bonus, because the KL penalty limits the loss of entropy already; truncated sampling,
 * because its tokens do not follow the distribution of the policy.
 */
final class PpoJob extends TrainingJob {
    private static final AdamW.Settings OPTIMISER = new AdamW.Settings(0.9, 0.95, 1e-5, 0);
    private static final String CONTROL = "kl-control.json";

    /** The parts that the job works with. */
    record Parts(
            RunDirectory directory,
            RunSpec spec,
            PpoSettings settings,
            List<EncodedPrompt> prompts,
            ResponseSampler answering,
            Policy policy,
            Critic critic,
            Scorer scorer,
            FixedPromptSamples samples) {}

    /** The part of the state that is not in tensors. */
    private record Control(double beta) {}

    private final Parts parts;
    private final PpoSettings settings;
    private final PromptOrder order;
    private final RolloutScorer rolloutScorer;
    private final AdamW policySteps;
    private final AdamW criticSteps;
    private final PpoUpdate update;
    private KlController controller;

    PpoJob(Parts parts) {
        super(parts.policy().model().device(), parts.settings().run().stateEvery());
        this.parts = parts;
        settings = parts.settings();
        order = new PromptOrder(
                parts.prompts().size(),
                settings.sampling().rollouts(),
                settings.run().seed());
        rolloutScorer = new RolloutScorer(
                parts.policy(),
                parts.critic(),
                parts.scorer(),
                settings.memory().microBatchTokens());
        policySteps = new AdamW(parts.policy().trainable(), OPTIMISER);
        criticSteps = new AdamW(parts.critic().trainable(), OPTIMISER);
        update = new PpoUpdate(parts.policy(), parts.critic(), policySteps, criticSteps, settings);
        controller = KlController.of(settings.kl());
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        Stopwatch stopwatch = new Stopwatch();
        RewardShaping shaping = new RewardShaping(
                controller.beta(),
                settings.shaping().missingEosPenalty(),
                settings.shaping().scoreClip());

        // 1. Sample answers from the current policy; each ends at its first stop token.
        List<Rollout> rollouts = sample(number);
        stopwatch.lap(Metrics.SAMPLE_SECONDS);

        // 2. Log-probabilities of policy and reference, values, entropies and scores, before the update.
        List<RolloutScores> scores = rolloutScorer.of(rollouts);
        stopwatch.lap(Metrics.APPRAISE_SECONDS);

        // 3. Turn scores into rewards of tokens, and rewards into advantages, whitened over the whole batch.
        List<Experience> experiences = Experience.of(
                rollouts,
                scores,
                shaping,
                new GeneralizedAdvantage(
                        settings.advantages().gamma(), settings.advantages().lambda()));

        // 4. Update policy and critic in epochs of minibatches.
        List<PpoUpdate.Step> steps = update.run(experiences, number);
        stopwatch.lap(Metrics.UPDATE_SECONDS);

        // 5. Adapt beta to the measured divergence.
        Map<String, Double> metrics = PpoMetrics.of(experiences, steps, controller.beta());
        controller = controller.after(metrics.getOrDefault(Metrics.KL, 0.0), rollouts.size());

        // 6. Write sample answers of the new policy for people to read.
        if (isDue(number, stateEvery())) {
            parts.samples().write(parts.directory().samples(), number);
            stopwatch.lap(Metrics.SHOWN_SAMPLES_SECONDS);
        }
        Map<String, Double> all = new LinkedHashMap<>(metrics);
        all.putAll(stopwatch.seconds());
        return all;
    }

    private List<Rollout> sample(long iteration) {
        List<EncodedPrompt> prompts =
                order.of(iteration).stream().map(parts.prompts()::get).toList();
        long seed =
                (settings.run().seed() << 32) + iteration * settings.sampling().rollouts();
        return parts.policy().asPolicy(model -> parts.answering().sample(model, prompts, seed));
    }

    @Override
    public long steps() {
        return settings.run().iterations();
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return words("score %.3f  kl %.3f  length %.0f", metrics, Metrics.SCORE, Metrics.KL_K3, Metrics.LENGTH);
    }

    @Override
    protected TrainingState state() {
        return new TrainingState().optimiser("policy", policySteps).optimiser("critic", criticSteps);
    }

    @Override
    public void saveState(Path directory) throws IOException {
        super.saveState(directory);
        Json.replace(directory.resolve(CONTROL), new Control(controller.beta()));
    }

    @Override
    public void restoreState(Path directory) throws IOException {
        super.restoreState(directory);
        controller = controller.at(
                Json.read(directory.resolve(CONTROL), Control.class).beta());
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        ModelCard card = PolicyCard.of(
                parts.directory(),
                parts.spec(),
                "proximal policy optimisation against a reward model of human preferences",
                Map.of(
                        "prompts",
                        (long) parts.prompts().size(),
                        "responses sampled",
                        last.step() * settings.sampling().rollouts()),
                settings,
                last);
        parts.policy().write(directory, card);
    }

    @Override
    public void close() {
        policySteps.close();
        criticSteps.close();
        parts.critic().close();
        parts.policy().close();
    }
}
