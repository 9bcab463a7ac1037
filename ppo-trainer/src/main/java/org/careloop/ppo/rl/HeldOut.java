package org.careloop.ppo.rl;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Sequence;
import org.careloop.ppo.watch.Watches;
import org.careloop.run.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * Prompts that the policy never learns from. Each evaluation answers them once, drawn as in training with the same seeds each
 * time, and compares prompt by prompt with the first evaluation, which is that of the model before training.
 */
final class HeldOut {
    private final Policy policy;
    private final ResponseSampler answering;
    private final RolloutScorer scorer;
    private final Watches watches;
    private final List<EncodedPrompt> prompts;
    private final long seed;
    private @Nullable Map<String, double[]> start;

    /** @param prompts may be empty, which leaves nothing to say */
    HeldOut(
            Policy policy,
            ResponseSampler answering,
            RolloutScorer scorer,
            Watches watches,
            List<EncodedPrompt> prompts,
            long seed) {
        this.policy = policy;
        this.answering = answering;
        this.scorer = scorer;
        this.watches = watches;
        this.prompts = prompts;
        this.seed = seed;
    }

    /** The figures of the present policy: means with their number and interval, and how far they moved. */
    Map<String, Double> figures() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (prompts.isEmpty()) {
            return metrics;
        }
        List<Rollout> rollouts = policy.asPolicy(model -> answering.sample(model, prompts, seed));
        List<RolloutScores> scores = scorer.of(rollouts);
        Map<String, double[]> judged = judged(rollouts, scores);
        if (start == null) {
            start = judged;
        }
        Map<String, double[]> before = start;
        judged.forEach((name, values) -> {
            String figure = Metrics.heldOut(name);
            MeanOverResponses.put(metrics, figure, values, 1);
            double[] changes = values.clone();
            double[] old = Objects.requireNonNull(before.get(name));
            Arrays.setAll(changes, i -> values[i] - old[i]);
            MeanOverResponses.put(metrics, Metrics.change(figure), changes, 1);
        });
        put(metrics, Metrics.KL, scores.stream().mapToDouble(RolloutScores::kl));
        put(metrics, Metrics.KL_K3, scores.stream().mapToDouble(RolloutScores::klK3));
        put(metrics, Metrics.LENGTH, rollouts.stream().mapToDouble(Rollout::length));
        String ended = Metrics.heldOut(Metrics.EOS_RATE);
        metrics.put(ended, rollouts.stream().filter(Rollout::stopped).count() / (double) rollouts.size());
        metrics.put(Metrics.count(ended), (double) rollouts.size());
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, DoubleStream values) {
        MeanOverResponses.put(metrics, Metrics.heldOut(name), values.toArray(), 1);
    }

    /** What the reward model and the watches say, by the names of their figures. */
    private Map<String, double[]> judged(List<Rollout> rollouts, List<RolloutScores> appraised) {
        List<Sequence> answers = rollouts.stream().map(Rollout::sequence).toList();
        Map<String, double[]> judged = new LinkedHashMap<>();
        judged.put(
                Metrics.SCORE,
                appraised.stream().mapToDouble(RolloutScores::score).toArray());
        watches.score(answers).forEach((name, scores) -> judged.put(Metrics.watch(name), scores));
        return judged;
    }

    /** What the first evaluation gave, for a later process; null before it. */
    @Nullable
    Map<String, double[]> start() {
        return start;
    }

    void restore(@Nullable Map<String, double[]> before) {
        start = before;
    }
}
