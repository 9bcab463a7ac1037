package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The answers of an iteration by their prompt. They stand one after the other, as many for each. */
final class Groups {
    private Groups() {}

    /** @param size answers to each prompt */
    static <T> List<List<T>> of(List<T> answers, int size) {
        List<List<T>> groups = new ArrayList<>();
        for (int start = 0; start < answers.size(); start += size) {
            groups.add(answers.subList(start, start + size));
        }
        return groups;
    }

    /** How many groups have one and the same score throughout. */
    static long silent(List<Episode> episodes, int size) {
        return of(episodes, size).stream()
                .filter(group -> group.stream()
                        .allMatch(one -> one.shapedScore() == group.getFirst().shapedScore()))
                .count();
    }

    /**
     * The experiences without the groups in which no token has an advantage. They would add nothing to the gradient but to
     * the number of tokens that it is divided by. (Yu et al. 2025, "DAPO", section 3.2, which samples others in their
     * place.)
     */
    static List<Experience> withSignal(List<Experience> experiences, int size) {
        return of(experiences, size).stream()
                .filter(group -> group.stream().anyMatch(Experience::hasSignal))
                .flatMap(List::stream)
                .toList();
    }

    /** An experience whose tokens all have the same advantage. */
    static Experience level(Episode episode, double advantage) {
        double[] advantages = new double[episode.length()];
        Arrays.fill(advantages, advantage);
        return new Experience(episode, advantages, new double[0]);
    }
}
