package org.careloop.ppo.watch;

import java.util.List;
import org.careloop.ppo.policy.Sequence;

/**
 * A judge beside the reward model. No gradient and no advantage ever comes from it, so that it shows whether answers became
 * better or only better liked by the one judge that they were trained for.
 *
 * @param name under which its figures are written
 */
public record Watch(String name, Judge judge) {

    /** Scores answers: one number each, the higher the better. */
    @FunctionalInterface
    public interface Judge {
        double[] score(List<Sequence> answers);
    }

    /**
     * The scores of answers.
     *
     * @throws IllegalStateException when one is not a number
     */
    public double[] score(List<Sequence> answers) {
        double[] scores = judge.score(answers);
        for (double score : scores) {
            if (Double.isNaN(score)) {
                throw new IllegalStateException(
                        "the watch \"%s\" gave NaN instead of a score: its weights are damaged, or too large for the element type dtype; look at it with careloop score, or leave it out"
                                .formatted(name));
            }
        }
        return scores;
    }
}
