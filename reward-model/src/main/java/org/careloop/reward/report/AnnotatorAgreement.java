package org.careloop.reward.report;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.careloop.run.Vote;
import org.careloop.run.preference.PromptGroup;

/**
 * How often two annotators give the same verdict on a comparison: an upper bound for a model trained on their votes.
 *
 * @param decisive over pairs of votes that both name a winner: the upper bound of accuracy on decisive votes
 * @param allVerdicts over all pairs of votes, ties and {@code BOTH_BAD} as verdicts of their own
 */
public record AnnotatorAgreement(MeanWithInterval decisive, MeanWithInterval allVerdicts) {

    static AnnotatorAgreement among(List<PromptGroup> groups) {
        return involving(groups, vote -> true);
    }

    /** The agreement of one annotator with each of the others. */
    static MeanWithInterval of(String annotator, List<PromptGroup> groups) {
        return involving(groups, vote -> vote.annotator().equals(annotator)).decisive;
    }

    private static AnnotatorAgreement involving(List<PromptGroup> groups, Predicate<Vote> first) {
        return new AnnotatorAgreement(
                estimate(
                        groups,
                        first,
                        (a, b) -> a.verdict().isDecisive() && b.verdict().isDecisive()),
                estimate(groups, first, (a, b) -> true));
    }

    private static MeanWithInterval estimate(
            List<PromptGroup> groups, Predicate<Vote> first, BiPredicate<Vote, Vote> comparable) {
        return MeanWithInterval.over(
                groups.stream().map(group -> share(group, first, comparable)).toList());
    }

    private static MeanWithInterval.Share share(
            PromptGroup group, Predicate<Vote> first, BiPredicate<Vote, Vote> comparable) {
        long pairs = 0;
        long same = 0;
        for (PromptGroup.Pair pair : group.pairs()) {
            List<Vote> votes = pair.votes();
            for (int i = 0; i < votes.size(); i++) {
                for (int j = i + 1; j < votes.size(); j++) {
                    Vote a = votes.get(i);
                    Vote b = votes.get(j);
                    boolean others = !a.annotator().equals(b.annotator());
                    if (others && (first.test(a) || first.test(b)) && comparable.test(a, b)) {
                        pairs++;
                        same += a.verdict() == b.verdict() ? 1 : 0;
                    }
                }
            }
        }
        return new MeanWithInterval.Share(same, pairs);
    }
}
