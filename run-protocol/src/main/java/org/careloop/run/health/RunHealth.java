package org.careloop.run.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;

/** Finds the known diseases of a run that learns from sampled answers, by its figures alone. */
public final class RunHealth {
    /** Iterations that are compared: the older half of the last ones with the newer. */
    public static final int WINDOW = 20;

    private static final double GROWTH = 1.1;
    private static final double STANDSTILL = .02;
    private static final double FAR = 25;
    private static final double FEW_END = .5;
    private static final double FALL = .25;
    private static final double COLLAPSED = .15;
    private static final double CONSTANT = 1e-6;
    private static final double GROWING_ERROR = 4;

    private RunHealth() {}

    /** What is wrong, the most urgent first. */
    public enum Disease {
        /** Gradients were not finite and left out; figures: minibatches of the last iteration. */
        NOT_FINITE("the gradient of %.0f minibatches was not finite and was left out: lower learningRate"),
        /** The policy had left the reference too far and went back; figures: how often in the run. */
        ROLLED_BACK(
                "the policy passed klLimit and went back to where it was below; %.0f times so far: lower learningRate or raise beta"),
        /** The policy has left the reference; figures: divergence. */
        FAR_FROM_REFERENCE("the policy has moved far from the reference, KL %.1f: raise beta or lower learningRate"),
        /** Every answer gets the same score. */
        CONSTANT_REWARD("all answers have the same score, so that nothing can be learnt: look at the reward model"),
        /** The score rises on the prompts of training and falls on others; figures: change, held-out answers. */
        HELD_OUT_FALLS(
                "the score rose in training and changed by %.2f on %.0f held-out answers: more prompts, fewer epochs or a larger beta"),
        /** The reward rises and a watch falls; figures: the watch, its change, answers that it is of. */
        WATCH_FALLS(
                "the reward rose while the watch \"%s\" changed by %.2f, over %.0f answers: the policy learns what the reward model errs in; read the answers, raise beta or mend the reward"),
        /** Answers do not end by themselves any more; figures: percent that do, of how many answers; 0 where unknown. */
        ENDLESS_ANSWERS("only %.0f %% of the answers still end by themselves: raise missingEosPenalty or beta"),
        /** Always the same words; figures: entropy of the first iteration and of the last, nats a token. */
        ENTROPY_COLLAPSE("the entropy fell from %.2f to %.2f nats a token: raise beta or lower learningRate"),
        /** Answers grow and the score does not; figures: growth in percent, iterations. */
        LENGTH_WITHOUT_SCORE(
                "answers grew by %.0f %% while the score stood still: often a length bias of the reward model"),
        /** The critic errs more and more; figures: by what factor its loss grew. */
        CRITIC_DIVERGES("the critic's loss grew %.1f-fold: lower criticLearningRate"),
        /** The critic foresees less than a constant would; figures: explained variance. */
        CRITIC_BLIND(
                "the critic explains %.2f of the returns' variance, less than a constant: raise criticLearningRate");

        private final String english;

        Disease(String english) {
            this.english = english;
        }

        /** The figure of {@code metrics.jsonl} that is 1 in the iterations that have it, else absent. */
        public String metric() {
            return "guard/" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A disease that a run has.
     *
     * @param figures that its sentence names, in order
     */
    public record Finding(Disease disease, List<Object> figures) {

        /** What is wrong and what helps, in English, for a log. */
        public String words() {
            return String.format(
                    Locale.ROOT,
                    disease.english,
                    figures.stream()
                            .map(figure -> figure instanceof Number number ? (Object) number.doubleValue() : figure)
                            .toArray());
        }
    }

    /**
     * What ails a run after its last line.
     *
     * @param lines of the iterations so far: the first one, at least the last {@link #WINDOW}, and the last one with
     *     figures of held-out prompts. What was measured before the first step may stand in front
     */
    public static List<Finding> of(List<MetricLog.Line> lines) {
        List<MetricLog.Line> metrics =
                lines.stream().filter(line -> line.step() > 0).toList();
        if (metrics.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        double skipped = last(metrics, Metrics.SKIPPED, 0);
        if (skipped > 0) {
            findings.add(found(Disease.NOT_FINITE, Math.round(skipped)));
        }
        double rollbacks = last(metrics, Metrics.ROLLBACKS, 0);
        if (rollbacks > recent(metrics).getFirst().values().getOrDefault(Metrics.ROLLBACKS, 0.0)) {
            findings.add(found(Disease.ROLLED_BACK, Math.round(rollbacks)));
        }
        double divergence = last(metrics, Metrics.KL, 0);
        if (divergence > FAR) {
            findings.add(found(Disease.FAR_FROM_REFERENCE, divergence));
        }
        if (last(metrics, Metrics.SCORE_DEVIATION, 1) < CONSTANT) {
            findings.add(found(Disease.CONSTANT_REWARD));
        }
        WatchHealth.look(metrics, findings);
        endless(metrics).ifPresent(findings::add);
        double before = first(metrics, Metrics.ENTROPY, 0);
        double entropy = last(metrics, Metrics.ENTROPY, before);
        if (entropy < COLLAPSED * before) {
            findings.add(found(Disease.ENTROPY_COLLAPSE, before, entropy));
        }
        if (metrics.size() >= WINDOW) {
            trends(recent(metrics), findings);
        }
        return findings;
    }

    private static Optional<Finding> endless(List<MetricLog.Line> metrics) {
        double before = first(metrics, Metrics.EOS_RATE, 0);
        double end = last(metrics, Metrics.EOS_RATE, 1);
        boolean few = end < FEW_END && before >= FEW_END;
        boolean falling = metrics.size() >= WINDOW && mean(newer(recent(metrics)), Metrics.EOS_RATE) < before - FALL;
        double answers = last(metrics, Metrics.count(Metrics.EOS_RATE), 0);
        return few || falling
                ? Optional.of(found(Disease.ENDLESS_ANSWERS, 100 * end, Math.round(answers)))
                : Optional.empty();
    }

    /** Compares the older half of the last iterations with the newer. */
    private static void trends(List<MetricLog.Line> recent, List<Finding> findings) {
        List<MetricLog.Line> older = recent.subList(0, recent.size() / 2);
        List<MetricLog.Line> newer = newer(recent);
        double growth = mean(newer, Metrics.LENGTH) / mean(older, Metrics.LENGTH);
        double gain = mean(newer, Metrics.SCORE) - mean(older, Metrics.SCORE);
        if (growth > GROWTH && gain < STANDSTILL) {
            findings.add(found(Disease.LENGTH_WITHOUT_SCORE, 100 * (growth - 1), WINDOW));
        }
        double worse = mean(newer, Metrics.VALUE_LOSS) / mean(older, Metrics.VALUE_LOSS);
        if (worse > GROWING_ERROR) {
            findings.add(found(Disease.CRITIC_DIVERGES, worse));
        }
        double explained = mean(newer, Metrics.EXPLAINED_VARIANCE);
        if (explained < 0) {
            findings.add(found(Disease.CRITIC_BLIND, explained));
        }
    }

    static Finding found(Disease disease, Object... figures) {
        return new Finding(disease, List.of(figures));
    }

    static List<MetricLog.Line> recent(List<MetricLog.Line> metrics) {
        return metrics.subList(Math.max(0, metrics.size() - WINDOW), metrics.size());
    }

    static List<MetricLog.Line> newer(List<MetricLog.Line> recent) {
        return recent.subList(recent.size() / 2, recent.size());
    }

    static double mean(List<MetricLog.Line> lines, String metric) {
        return lines.stream()
                .mapToDouble(line -> line.values().getOrDefault(metric, Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    private static double last(List<MetricLog.Line> lines, String metric, double otherwise) {
        return lines.getLast().values().getOrDefault(metric, otherwise);
    }

    private static double first(List<MetricLog.Line> lines, String metric, double otherwise) {
        return lines.getFirst().values().getOrDefault(metric, otherwise);
    }
}
