package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;

/**
 * The reward of an answer less the mean of its group, divided by the group's deviation. (Shao et al. 2024,
 * "DeepSeekMath", section 4.1.2.)
 *
 * <p>Biased in two ways, as published. The mean contains the answer itself, which shortens the gradient by
 * {@code (group - 1) / group}. The division makes score and divergence of another scale: with the divergence in the loss,
 * beta counts as much as {@code beta} times the deviation of a prompt's scores. Without the division (Liu et al. 2025,
 * "Understanding R1-Zero-Like Training", Dr. GRPO) the first alone is left.
 *
 * @param group answers to a prompt, 2 or more
 * @param byDeviation whether it is divided
 */
record GroupNormalised(int group, boolean byDeviation) implements AdvantageEstimator {
    private static final double EPSILON = 1e-6;

    @Override
    public List<Experience> of(List<Episode> episodes) {
        List<Experience> experiences = new ArrayList<>();
        for (List<Episode> answers : Groups.of(episodes, group)) {
            double mean = answers.stream().mapToDouble(Episode::total).average().orElseThrow();
            double squares = answers.stream()
                    .mapToDouble(one -> (one.total() - mean) * (one.total() - mean))
                    .sum();
            double deviation = Math.sqrt(squares / (answers.size() - 1));
            for (Episode one : answers) {
                double above = one.total() - mean;
                experiences.add(Groups.level(one, byDeviation ? above / (deviation + EPSILON) : above));
            }
        }
        return experiences;
    }
}
