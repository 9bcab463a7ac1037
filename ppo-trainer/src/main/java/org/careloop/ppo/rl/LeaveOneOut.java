package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;

/**
 * The reward of an answer less the mean reward of the other answers to its prompt: a baseline that does not depend on the
 * answer itself, so that the gradient has no bias. (Kool, van Hoof and Welling 2019; Ahmadian et al. 2024, "Back to
 * Basics", equation 8.)
 *
 * @param group answers to a prompt, 2 or more
 */
record LeaveOneOut(int group) implements AdvantageEstimator {

    @Override
    public List<Experience> of(List<Episode> episodes) {
        List<Experience> experiences = new ArrayList<>();
        for (List<Episode> answers : Groups.of(episodes, group)) {
            double sum = answers.stream().mapToDouble(Episode::total).sum();
            for (Episode one : answers) {
                double others = (sum - one.total()) / (answers.size() - 1);
                experiences.add(Groups.level(one, one.total() - others));
            }
        }
        return experiences;
    }
}
