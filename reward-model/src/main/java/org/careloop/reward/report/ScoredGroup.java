package org.careloop.reward.report;

import java.util.Arrays;
import java.util.stream.Stream;
import org.careloop.run.Verdict;
import org.careloop.run.preference.PromptGroup;

/**
 * A prompt's responses with the score that a reward model gave to each.
 *
 * @param scores one for each of the group's responses, in their order
 */
public record ScoredGroup(PromptGroup group, double[] scores) {

    public ScoredGroup {
        if (scores.length != group.responses().size()) {
            throw new IllegalArgumentException("%d scores for %d responses"
                    .formatted(scores.length, group.responses().size()));
        }
        scores = scores.clone();
    }

    double scoreOf(int response) {
        return scores[response];
    }

    /** Score of A less score of B. */
    double difference(PromptGroup.Pair pair) {
        return scores[pair.a()] - scores[pair.b()];
    }

    /** Length of A less length of B, in characters. */
    int lengthDifference(PromptGroup.Pair pair) {
        return length(pair.a()) - length(pair.b());
    }

    /** Characters as a reader counts them, not UTF-16 units. */
    int length(int response) {
        String text = group.responses().get(response);
        return text.codePointCount(0, text.length());
    }

    /** Every decisive vote, with its lead from winner to loser. */
    Stream<DecisiveVote> decisiveVotes() {
        return group.pairs().stream()
                .flatMap(pair -> pair.votes().stream()
                        .filter(vote -> vote.verdict().isDecisive())
                        .map(vote -> {
                            int sign = vote.verdict() == Verdict.A ? 1 : -1;
                            return new DecisiveVote(
                                    vote.annotator(),
                                    pair.language(),
                                    sign,
                                    sign * difference(pair),
                                    sign * lengthDifference(pair));
                        }));
    }

    @Override
    public double[] scores() {
        return scores.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoredGroup that && group.equals(that.group) && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * group.hashCode() + Arrays.hashCode(scores);
    }
}
