package org.careloop.ppo.rl;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.careloop.run.Metrics;

/** Computes the metrics of an iteration. Their names are those of other trainers, so that curves can be compared. */
final class PpoMetrics {
    private PpoMetrics() {}

    /** Figures of responses are averaged over responses, and figures of tokens over tokens. */
    static Map<String, Double> of(List<Experience> experiences, List<PpoUpdate.Step> steps, double beta) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        objective(metrics, experiences, beta);
        rollouts(metrics, experiences);
        update(metrics, steps);
        return metrics;
    }

    private static void objective(Map<String, Double> metrics, List<Experience> experiences, double beta) {
        double kl = mean(experiences, one -> one.rolloutScores().kl());
        metrics.put(Metrics.KL, kl);
        metrics.put(Metrics.KL_K3, mean(experiences, one -> one.rolloutScores().klK3()));
        metrics.put(
                Metrics.RESPONSE_ENTROPY,
                mean(experiences, one -> -sum(one.rolloutScores().old())));
        metrics.put(Metrics.NON_SCORE_REWARD, -beta * kl);
        metrics.put(Metrics.SCORE, mean(experiences, one -> one.rolloutScores().score()));
        metrics.put(Metrics.RLHF_REWARD, mean(experiences, one -> sum(one.rewards())));
        metrics.put(Metrics.BETA, beta);
    }

    private static void rollouts(Map<String, Double> metrics, List<Experience> experiences) {
        metrics.put(Metrics.LENGTH, mean(experiences, one -> one.rollout().length()));
        metrics.put(Metrics.EOS_RATE, mean(experiences, one -> one.rollout().stopped() ? 1 : 0));
        metrics.put(Metrics.count(Metrics.EOS_RATE), (double) experiences.size());
        metrics.put(Metrics.EXPLAINED_VARIANCE, explainedVariance(experiences));
        metrics.put(Metrics.SAMPLER_GAP, samplerGap(experiences));
        metrics.put(
                Metrics.ENTROPY,
                overTokens(experiences.stream()
                        .map(one -> one.rolloutScores().entropy())
                        .toList()));
    }

    private static void update(Map<String, Double> metrics, List<PpoUpdate.Step> steps) {
        metrics.put(Metrics.APPROXIMATE_KL, mean(steps, step -> step.policy().approximateKl()));
        metrics.put(Metrics.CLIP_FRACTION, mean(steps, step -> step.policy().clipFraction()));
        metrics.put(Metrics.POLICY_GRADIENT_NORM, mean(steps, PpoUpdate.Step::policyNorm));
        metrics.put(Metrics.POLICY_LOSS, mean(steps, step -> step.policy().loss()));
        metrics.put(Metrics.VALUE_LOSS, mean(steps, PpoUpdate.Step::valueLoss));
        metrics.put(Metrics.VALUE_GRADIENT_NORM, mean(steps, PpoUpdate.Step::criticNorm));
        metrics.put(Metrics.RATIO, mean(steps, step -> step.policy().meanRatio()));
        metrics.put(Metrics.RATIO_VARIANCE, mean(steps, step -> step.policy().ratioVariance()));
        metrics.put(Metrics.FIRST_RATIO, steps.getFirst().policy().meanRatio());
        metrics.put(Metrics.MINIBATCHES, (double) steps.size());
    }

    /** Explained variance: the share of the returns' variance that the critic predicts; 1 is perfect, a constant has 0. */
    private static double explainedVariance(List<Experience> experiences) {
        double[] returns = experiences.stream()
                .flatMapToDouble(one -> Arrays.stream(one.returns()))
                .toArray();
        double[] values = experiences.stream()
                .flatMapToDouble(one -> Arrays.stream(one.rolloutScores().values()))
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

    /**
     * Mean difference between the log-probabilities of sampling and of training. If not near 0, the two computations
     * disagree.
     */
    private static double samplerGap(List<Experience> experiences) {
        return overTokens(experiences.stream()
                .map(one -> {
                    double[] gap = new double[one.rollout().length()];
                    Arrays.setAll(
                            gap,
                            t -> Math.abs(one.rollout().sampled()[t]
                                    - one.rolloutScores().old()[t]));
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

    private static double sum(double[] numbers) {
        return Arrays.stream(numbers).sum();
    }
}
