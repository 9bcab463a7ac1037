package org.careloop.ppo.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.ppo.policy.Sequence;

/** A watch that needs no model. */
public enum WatchRule {
    /** Less by one for each token: falls where answers are only made longer. */
    LENGTH {
        @Override
        double score(int[] response) {
            return -response.length;
        }
    },

    /** The share of an answer's runs of four tokens that did not stand in it before: 1 where it never repeats itself. */
    REPETITION {
        @Override
        double score(int[] response) {
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
    };

    private static final int RUN = 4;

    /** Of the answer's tokens, its stop token among them. */
    abstract double score(int[] response);

    /** Its name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WatchRule> of(String label) {
        return Arrays.stream(values()).filter(rule -> rule.label().equals(label)).findFirst();
    }

    /** The names of all. */
    public static String labels() {
        return Arrays.stream(values()).map(WatchRule::label).collect(Collectors.joining(", "));
    }

    Watch watch() {
        return new Watch(
                label(),
                answers -> answers.stream()
                        .map(Sequence::response)
                        .mapToDouble(this::score)
                        .toArray());
    }
}
