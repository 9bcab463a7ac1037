package org.careloop.ppo.rl;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.careloop.run.Metrics;

/** Computes the metrics of an iteration. Their names are those of other trainers, so that curves can be compared. */
final class OnPolicyMetrics {
    private OnPolicyMetrics() {}

    /**
     * What was sampled. Figures of responses are averaged over responses, and figures of tokens over tokens.
     *
     * @param beta weight of the divergence, wherever it stands
     */
    static Map<String, Double> ofEpisodes(List<Episode> episodes, double beta, SamplerWeights weights, int group) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        MeanOverResponses means = new MeanOverResponses(episodes, group);
        objective(metrics, episodes, beta, means);
        means.put(metrics, Metrics.LENGTH, Episode::length);
        metrics.put(Metrics.EOS_RATE, mean(episodes, one -> one.rollout().stopped() ? 1 : 0));
        metrics.put(Metrics.count(Metrics.EOS_RATE), (double) episodes.size());
        metrics.put(Metrics.SAMPLER_GAP, samplerGap(episodes));
        metrics.put(
                Metrics.SAMPLER_WEIGHT,
                overTokens(episodes.stream().map(weights::of).toList()));
        metrics.put(
                Metrics.ENTROPY,
                overTokens(episodes.stream().map(one -> one.scores().entropy()).toList()));
        if (group > 1) {
            metrics.put(Metrics.SILENT_GROUPS, (double) Groups.silent(episodes, group));
        }
        return metrics;
    }

    private static void objective(
            Map<String, Double> metrics, List<Episode> episodes, double beta, MeanOverResponses means) {
        double kl = means.put(metrics, Metrics.KL, one -> one.scores().kl());
        means.put(metrics, Metrics.KL_K3, one -> one.scores().klK3());
        metrics.put(
                Metrics.RESPONSE_ENTROPY,
                mean(episodes, one -> -Arrays.stream(one.scores().old()).sum()));
        metrics.put(Metrics.NON_SCORE_REWARD, -beta * kl);
        double score = means.put(metrics, Metrics.SCORE, one -> one.scores().score());
        metrics.put(Metrics.SCORE_DEVIATION, Math.sqrt(mean(episodes, one -> {
            double above = one.scores().score() - score;
            return above * above;
        })));
        means.put(
                metrics,
                Metrics.RLHF_REWARD,
                one -> one.shapedScore() - beta * one.scores().kl());
        metrics.put(Metrics.BETA, beta);
    }

    /** What was learnt; nothing of an iteration without a step but how many gradients were left out. */
    static Map<String, Double> ofUpdate(PolicyUpdate.Outcome outcome) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        List<PolicyUpdate.Step> steps = outcome.steps();
        metrics.put(Metrics.SKIPPED, (double) outcome.skipped());
        metrics.put(Metrics.MINIBATCHES, (double) steps.size());
        if (steps.isEmpty()) {
            return metrics;
        }
        metrics.put(Metrics.APPROXIMATE_KL, mean(steps, step -> step.policy().approximateKl()));
        metrics.put(Metrics.CLIP_FRACTION, mean(steps, step -> step.policy().clipFraction()));
        metrics.put(Metrics.POLICY_GRADIENT_NORM, mean(steps, PolicyUpdate.Step::policyNorm));
        metrics.put(Metrics.POLICY_LOSS, mean(steps, step -> step.policy().loss()));
        metrics.put(Metrics.RATIO, mean(steps, step -> step.policy().meanRatio()));
        metrics.put(Metrics.RATIO_VARIANCE, mean(steps, step -> step.policy().ratioVariance()));
        double pretraining = mean(steps, PolicyUpdate.Step::pretrainingLoss);
        if (!Double.isNaN(pretraining)) {
            metrics.put(Metrics.PRETRAINING_LOSS, pretraining);
        }
        metrics.put(Metrics.FIRST_RATIO, steps.getFirst().policy().meanRatio());
        return metrics;
    }

    /** What a critic foresaw and learnt. */
    static Map<String, Double> ofCritic(List<Experience> experiences, List<PolicyUpdate.Step> steps) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metrics.EXPLAINED_VARIANCE, explainedVariance(experiences));
        if (!steps.isEmpty()) {
            metrics.put(Metrics.VALUE_LOSS, mean(steps, PolicyUpdate.Step::valueLoss));
            metrics.put(Metrics.VALUE_GRADIENT_NORM, mean(steps, PolicyUpdate.Step::criticNorm));
        }
        return metrics;
    }

    /** Explained variance: the share of the returns' variance that the critic predicts; 1 is perfect, a constant has 0. */
    private static double explainedVariance(List<Experience> experiences) {
        double[] returns = experiences.stream()
                .flatMapToDouble(one -> Arrays.stream(one.returns()))
                .toArray();
        double[] values = experiences.stream()
                .flatMapToDouble(one -> Arrays.stream(one.episode().scores().values()))
                .toArray();
        double[] errors = new double[returns.length];
        Arrays.setAll(errors, i -> returns[i] - values[i]);
        return 1 - variance(errors) / variance(returns);
    }

    private static double variance(double[] numbers) {
        double mean = Arrays.stream(numbers).average().orElseThrow();
        return Arrays.stream(numbers)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
    }

    private static double samplerGap(List<Episode> episodes) {
        return overTokens(episodes.stream()
                .map(one -> {
                    double[] gap = new double[one.length()];
                    Arrays.setAll(
                            gap,
                            t -> Math.abs(
                                    one.rollout().sampled()[t] - one.scores().old()[t]));
                    return gap;
                })
                .toList());
    }

    private static double overTokens(List<double[]> rows) {
        return rows.stream().flatMapToDouble(Arrays::stream).average().orElseThrow();
    }

    private static <T> double mean(List<T> items, ToDoubleFunction<T> figure) {
        return items.stream().mapToDouble(figure).average().orElseThrow();
    }
}
