package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.Schedule;
import org.careloop.lm.train.TrainingJob;
import org.careloop.lm.train.TrainingState;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.watch.Watches;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.PpoSettings;
import org.jspecify.annotations.Nullable;

/**
 * The loop of every training that samples answers and learns from their scores; {@link #step} is one iteration. The kinds
 * differ in the {@link AdvantageEstimator}; only PPO has a critic. Left out on purpose: whitening of rewards, because it
 * would change their scale relative to beta; an entropy bonus, because the KL penalty limits the loss of entropy already;
 * truncated sampling, because its tokens do not follow the distribution of the policy.
 */
final class OnPolicyJob extends TrainingJob {
    private static final AdamW.Settings OPTIMISER = new AdamW.Settings(0.9, 0.95, 1e-5, 0);

    /**
     * The parts that the job works with.
     *
     * @param prompts that are learnt from
     * @param heldOut that are not
     * @param pretraining stretches of text that are learnt besides; none where nothing is mixed in
     * @param critic given with {@link PpoSettings}, and only with them
     */
    record Parts(
            RunDirectory directory,
            RunSpec spec,
            OnPolicySettings settings,
            List<EncodedPrompt> prompts,
            List<EncodedPrompt> heldOut,
            List<int[]> pretraining,
            ResponseSampler answering,
            Policy policy,
            @Nullable Critic critic,
            Scorer scorer,
            Watches watches,
            FixedPromptSamples samples) {}

    private final Parts parts;
    private final OnPolicySettings settings;
    private final PromptOrder order;
    private final RolloutScorer rolloutScorer;
    private final Whitening whitening = new Whitening();
    private final AdvantageEstimator advantages;
    private final SamplerWeights weights;
    private final AdamW policySteps;
    private final @Nullable CriticTraining critic;
    private final PolicyUpdate update;
    private final Schedule schedule;
    private final KlGuard guard;
    private final HeldOut heldOut;
    private HealthWatch health = new HealthWatch(List.of());

    OnPolicyJob(Parts parts) {
        super(parts.policy().model().device(), parts.settings().run().stateEvery());
        this.parts = parts;
        settings = parts.settings();
        order = new PromptOrder(
                parts.prompts().size(),
                settings.sampling().prompts(),
                settings.run().seed());
        critic = settings instanceof PpoSettings ppo && parts.critic() != null
                ? new CriticTraining(parts.critic(), ppo, OPTIMISER)
                : null;
        rolloutScorer = new RolloutScorer(
                parts.policy(), critic, parts.scorer(), settings.memory().microBatchTokens());
        advantages = AdvantageEstimator.of(settings, whitening);
        weights = SamplerWeights.of(settings.sampling(), parts.policy().model());
        policySteps = new AdamW(parts.policy().trainable(), OPTIMISER);
        update = new PolicyUpdate(parts.policy(), critic, policySteps, settings, weights, parts.pretraining());
        schedule = new Schedule(
                Schedule.Shape.valueOf(settings.optimiser().schedule().toUpperCase(Locale.ROOT)),
                Math.round(settings.optimiser().warmUp() * steps()),
                steps());
        guard = new KlGuard(settings, policySteps, parts.policy().trainable());
        heldOut = new HeldOut(
                parts.policy(),
                parts.answering(),
                new RolloutScorer(
                        parts.policy(), null, parts.scorer(), settings.memory().microBatchTokens()),
                parts.watches(),
                parts.heldOut(),
                settings.run().seed() << 32);
    }

    @Override
    public Map<String, Double> before() {
        return heldOut.figures();
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        Stopwatch stopwatch = new Stopwatch();

        // 1. Sample answers to this rank's prompts from the current policy; each ends at its first stop token.
        List<Rollout> sampled = sample(number);
        stopwatch.lap(Metrics.SAMPLE_SECONDS);

        // 2. Log-probabilities of policy and reference, values, entropies and scores, before the update.
        Appraised answers = new Appraised(sampled, rolloutScorer.of(sampled)).ofAll(ranks());
        stopwatch.lap(Metrics.APPRAISE_SECONDS);

        // 3. Turn scores into rewards of tokens.
        double beta = guard.beta();
        List<Episode> episodes = Episode.of(answers.rollouts(), answers.scores(), shaping(beta));
        Map<String, Double> metrics = OnPolicyMetrics.ofEpisodes(
                episodes, beta, weights, settings.sampling().group());
        judge(sampled, metrics);

        // 4. Learn from their advantages, or go back, where the policy is too far off; adapt beta to the divergence.
        metrics.putAll(learn(number, episodes, metrics.getOrDefault(Metrics.KL, 0.0)));
        stopwatch.lap(Metrics.UPDATE_SECONDS);

        // 5. Answer held-out prompts, and look for what ails the run.
        if (isDue(number, settings.heldOut().every(steps()))) {
            metrics.putAll(heldOut.figures());
            stopwatch.lap(Metrics.HELD_OUT_SECONDS);
        }
        health.look(number, metrics);

        // 6. Write sample answers of the new policy for people to read.
        if (ranks().isFirst() && isDue(number, stateEvery())) {
            parts.samples().write(parts.directory().samples(), number);
            stopwatch.lap(Metrics.SHOWN_SAMPLES_SECONDS);
        }
        metrics.putAll(stopwatch.seconds());
        metrics.put(Metrics.TOKENS_PER_SECOND, perSecond(episodes, stopwatch.seconds()));
        return metrics;
    }

    /** Tokens of all answers by the time that sampling them took. */
    private static double perSecond(List<Episode> episodes, Map<String, Double> seconds) {
        return episodes.stream().mapToLong(Episode::length).sum()
                / Math.max(1e-9, seconds.getOrDefault(Metrics.SAMPLE_SECONDS, 0.0));
    }

    private List<Rollout> sample(long iteration) {
        int group = settings.sampling().group();
        List<Integer> chosen = order.of(iteration);
        Ranks.Part part = ranks().part(chosen.size());
        List<EncodedPrompt> prompts = part.of(chosen).stream()
                .flatMap(prompt -> Collections.nCopies(group, parts.prompts().get(prompt)).stream())
                .toList();
        long seed =
                (settings.run().seed() << 32) + iteration * settings.sampling().rollouts() + (long) part.from() * group;
        return parts.policy().asPolicy(model -> parts.answering().sample(model, prompts, seed));
    }

    /** What the watches say of the answers of all ranks. */
    private void judge(List<Rollout> sampled, Map<String, Double> metrics) {
        parts.watches()
                .score(sampled.stream().map(Rollout::sequence).toList())
                .forEach((name, own) -> MeanOverResponses.put(
                        metrics,
                        Metrics.watch(name),
                        ranks().gather(List.of(own)).stream()
                                .flatMapToDouble(Arrays::stream)
                                .toArray(),
                        settings.sampling().group()));
    }

    private RewardShaping shaping(double beta) {
        return new RewardShaping(
                settings.kl().isInLoss() ? 0 : beta,
                settings.shaping(),
                settings.sampling().maxNewTokens());
    }

    private Map<String, Double> learn(long number, List<Episode> episodes, double divergence) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        double rateShare = schedule.rate(1, number) * guard.rateShare();
        double klInLoss = settings.kl().isInLoss() ? guard.beta() : 0;
        if (guard.admits(divergence)) {
            metrics.putAll(update(episodes, new PolicyUpdate.Iteration(number, klInLoss, rateShare)));
        }
        guard.adapt(divergence);
        metrics.put(Metrics.ROLLBACKS, (double) guard.rollbacks());
        metrics.put(Metrics.LEARNING_RATE, rateShare * update.peakRate());
        return metrics;
    }

    /** Estimates advantages and learns from them in epochs of minibatches. */
    private Map<String, Double> update(List<Episode> episodes, PolicyUpdate.Iteration iteration) {
        List<Experience> all = advantages.of(episodes);
        // A divergence in the loss moves the policy without an advantage too, and a critic learns from every answer.
        List<Experience> learnt = critic == null && iteration.klInLoss() == 0
                ? Groups.withSignal(all, settings.sampling().group())
                : all;
        PolicyUpdate.Outcome outcome =
                learnt.isEmpty() ? PolicyUpdate.Outcome.NOTHING : update.run(learnt, iteration, ranks());
        Map<String, Double> metrics = OnPolicyMetrics.ofUpdate(outcome);
        if (critic != null) {
            metrics.putAll(OnPolicyMetrics.ofCritic(all, outcome.steps()));
        }
        return metrics;
    }

    @Override
    public long steps() {
        return settings.run().iterations();
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        String figures =
                words("score %.3f  kl %.3f  length %.0f", metrics, Metrics.SCORE, Metrics.KL_K3, Metrics.LENGTH);
        return health.worst().map(words -> figures + "  ! " + words).orElse(figures);
    }

    @Override
    protected TrainingState state() {
        TrainingState state = new TrainingState().optimiser("policy", policySteps);
        if (critic != null) {
            state.optimiser("critic", critic.optimiser());
        }
        return guard.addTo(state);
    }

    /** The part of the state that is not in tensors. */
    private record Control(
            KlGuard.Control kl,
            Whitening.State whitening,
            List<MetricLog.Line> health,
            @Nullable Map<String, double[]> heldOut) {
        static final String FILE = "control.json";
    }

    @Override
    public void saveState(Path directory) throws IOException {
        super.saveState(directory);
        Json.replace(
                directory.resolve(Control.FILE),
                new Control(guard.control(), whitening.state(), health.lines(), heldOut.start()));
    }

    @Override
    public void restoreState(Path directory) throws IOException {
        super.restoreState(directory);
        Control control = Json.read(directory.resolve(Control.FILE), Control.class);
        guard.restore(control.kl());
        whitening.restore(control.whitening());
        health = new HealthWatch(control.health());
        heldOut.restore(control.heldOut());
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        new PolicyResult(parts).write(directory, last);
    }

    @Override
    public void close() {
        guard.close();
        policySteps.close();
        if (critic != null) {
            critic.close();
        }
        parts.policy().close();
    }
}
