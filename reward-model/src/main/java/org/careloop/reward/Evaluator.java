package org.careloop.reward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.ranks.Ranks;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.report.BaseRates;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.reward.report.ScoredGroup;

/**
 * Scores responses and compares the scores with the votes.
 *
 * @param rates base rates of the training votes
 */
record Evaluator(TieModel ties, BaseRates rates) {

    EvaluationReport report(List<ScoredGroup> scored, double tieParameter) {
        return EvaluationReport.of(scored, ties, tieParameter, rates);
    }

    /** The scores of all groups, of which each rank computes its part. */
    static List<ScoredGroup> scored(RewardModel model, List<EncodedGroup> groups, Ranks ranks) {
        List<double[]> scores =
                ranks.gather(scored(model, ranks.part(groups.size()).of(groups)).stream()
                        .map(ScoredGroup::scores)
                        .toList());
        return IntStream.range(0, groups.size())
                .mapToObj(i -> new ScoredGroup(groups.get(i).group(), scores.get(i)))
                .toList();
    }

    static List<ScoredGroup> scored(RewardModel model, List<EncodedGroup> groups) {
        double[] scores = model.score(
                groups.stream().flatMap(group -> group.sequences().stream()).toList());
        List<ScoredGroup> scored = new ArrayList<>();
        int start = 0;
        for (EncodedGroup group : groups) {
            int end = start + group.sequences().size();
            scored.add(new ScoredGroup(group.group(), Arrays.copyOfRange(scores, start, end)));
            start = end;
        }
        return scored;
    }
}
