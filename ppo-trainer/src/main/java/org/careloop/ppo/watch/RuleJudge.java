package org.careloop.ppo.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.ppo.policy.Sequence;
import org.careloop.run.health.WatchRule;

/** What a rule says of answers, by their tokens, the stop token among them. */
record RuleJudge(WatchRule rule) implements Watch.Judge {
    private static final int RUN = 4;

    @Override
    public double[] score(List<Sequence> answers) {
        return answers.stream()
                .map(Sequence::response)
                .mapToDouble(response -> switch (rule) {
                    case LENGTH -> -response.length;
                    case REPETITION -> newRuns(response);
                })
                .toArray();
    }

    private static double newRuns(int[] response) {
        int runs = response.length - RUN + 1;
        if (runs < 1) {
            return 1;
        }
        Set<List<Integer>> distinct = new HashSet<>();
        for (int start = 0; start < runs; start++) {
            List<Integer> run = new ArrayList<>();
            for (int t = start; t < start + RUN; t++) {
                run.add(response[t]);
            }
            distinct.add(run);
        }
        return distinct.size() / (double) runs;
    }
}
