package org.careloop.reward.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.careloop.run.Verdict;

/** Means over votes. They are summed by prompt first, because the confidence intervals resample prompts. */
final class PerVote {
    private PerVote() {}

    /** A figure of one vote, ties included. */
    interface Figure {
        /** @param difference score of A minus score of B */
        double of(double difference, Verdict verdict);
    }

    static MeanWithInterval decisive(List<ScoredGroup> groups, ToDoubleFunction<DecisiveVote> figure) {
        return MeanWithInterval.over(groups.stream()
                .map(group -> share(group.decisiveVotes().mapToDouble(figure)))
                .toList());
    }

    static MeanWithInterval all(List<ScoredGroup> groups, Figure figure) {
        return MeanWithInterval.over(groups.stream()
                .map(group -> share(group.group().pairs().stream()
                        .flatMapToDouble(pair -> pair.votes().stream()
                                .mapToDouble(vote -> figure.of(group.difference(pair), vote.verdict())))))
                .toList());
    }

    /** Accuracy on the decisive votes of each value of {@code key}. */
    static Map<String, MeanWithInterval> accuracyBy(List<ScoredGroup> groups, Function<DecisiveVote, String> key) {
        Map<String, MeanWithInterval> accuracies = new TreeMap<>();
        groups.stream()
                .flatMap(ScoredGroup::decisiveVotes)
                .map(key)
                .distinct()
                .forEach(value -> accuracies.put(
                        value,
                        MeanWithInterval.over(groups.stream()
                                .map(group -> share(group.decisiveVotes()
                                        .filter(vote -> key.apply(vote).equals(value))
                                        .mapToDouble(DecisiveVote::agreement)))
                                .toList())));
        return accuracies;
    }

    private static MeanWithInterval.Share share(DoubleStream figures) {
        double[] values = figures.toArray();
        return new MeanWithInterval.Share(Arrays.stream(values).sum(), values.length);
    }
}
