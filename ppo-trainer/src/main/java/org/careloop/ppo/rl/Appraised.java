package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.ranks.Ranks;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Sequence;

/**
 * Rollouts and what the models say of them. Each rank samples and appraises answers to its own prompts; what is learnt from
 * them depends on all answers of the iteration, so that each gets those of the others as numbers.
 *
 * @param scores one for each rollout, in their order
 */
record Appraised(List<Rollout> rollouts, List<RolloutScores> scores) {
    /** Rows of numbers that make one answer. */
    private static final int ROWS = 8;

    /** The answers of all ranks, those of rank 0 first: the order of the iteration's prompts. */
    Appraised ofAll(Ranks ranks) {
        if (ranks.size() == 1) {
            return this;
        }
        List<double[]> own = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            own.addAll(rows(rollouts.get(i), scores.get(i)));
        }
        List<double[]> all = ranks.gather(own);
        List<Rollout> allRollouts = new ArrayList<>();
        List<RolloutScores> allScores = new ArrayList<>();
        for (int start = 0; start < all.size(); start += ROWS) {
            List<double[]> answer = all.subList(start, start + ROWS);
            allRollouts.add(rollout(answer));
            allScores.add(
                    new RolloutScores(answer.get(4), answer.get(5), answer.get(6), answer.get(7), answer.get(3)[1]));
        }
        return new Appraised(allRollouts, allScores);
    }

    private static List<double[]> rows(Rollout rollout, RolloutScores scores) {
        return List.of(
                numbers(rollout.sequence().prompt()),
                numbers(rollout.sequence().response()),
                rollout.sampled(),
                new double[] {rollout.stopped() ? 1 : 0, scores.score()},
                scores.old(),
                scores.reference(),
                scores.entropy(),
                scores.values());
    }

    private static Rollout rollout(List<double[]> answer) {
        return new Rollout(new Sequence(ids(answer.get(0)), ids(answer.get(1))), answer.get(2), answer.get(3)[0] == 1);
    }

    private static double[] numbers(int[] ids) {
        return Arrays.stream(ids).asDoubleStream().toArray();
    }

    private static int[] ids(double[] numbers) {
        return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
    }
}
