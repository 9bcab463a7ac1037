package org.careloop.reward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    EvaluationReport report(RewardModel model, List<EncodedGroup> groups, double tieParameter) {
        return report(scored(model, groups), tieParameter);
    }

    EvaluationReport report(List<ScoredGroup> scored, double tieParameter) {
        return EvaluationReport.of(scored, ties, tieParameter, rates);
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
