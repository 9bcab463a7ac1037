package org.careloop.reward;

import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.ranks.Ranks;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.run.Metrics;

/** The metrics of one optimiser step, summed over its micro-batches. Means are weighted by vote. */
final class StepFigures {
    private final TieModel ties;
    private final double tieParameter;
    private double lossSum;
    private double weight;
    private int decisive;
    private double decisiveWeight;
    private double decisiveLoss;
    private double correct;
    private double lead;
    private double scoreSum;
    private int responses;
    private int pairs;

    StepFigures(TieModel ties, double tieParameter) {
        this.ties = ties;
        this.tieParameter = tieParameter;
    }

    /** @param loss the sum over the votes of a micro-batch */
    void add(double loss, double[] scores, VoteBatch votes, int comparisons) {
        lossSum += loss;
        weight += votes.weight();
        pairs += comparisons;
        responses += scores.length;
        for (double score : scores) {
            scoreSum += score;
        }
        for (VoteBatch.Decisive vote : votes.decisive()) {
            double difference = scores[vote.winner()] - scores[vote.loser()];
            decisive++;
            decisiveWeight += vote.weight();
            lead += vote.weight() * difference;
            correct += vote.weight() * (difference > 0 ? 1 : difference < 0 ? 0 : 0.5);
            decisiveLoss -= vote.weight()
                    * Math.log(ties.outcomes(difference, tieParameter).winIfDecisive());
        }
    }

    /** The figures of all ranks together. */
    StepFigures summed(Ranks ranks) {
        double[] sums = ranks.sum(
                lossSum, weight, decisive, decisiveWeight, decisiveLoss, correct, lead, scoreSum, responses, pairs);
        StepFigures all = new StepFigures(ties, tieParameter);
        all.lossSum = sums[0];
        all.weight = sums[1];
        all.decisive = (int) sums[2];
        all.decisiveWeight = sums[3];
        all.decisiveLoss = sums[4];
        all.correct = sums[5];
        all.lead = sums[6];
        all.scoreSum = sums[7];
        all.responses = (int) sums[8];
        all.pairs = (int) sums[9];
        return all;
    }

    /**
     * {@code loss} is the minimised loss per vote. {@code log_loss} is the negative log-likelihood of the winner of a
     * decisive vote, given that there is a winner; for an untrained model it is ln 2, whatever the tie threshold.
     */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(Metrics.LOSS, lossSum / weight);
        values.put(Metrics.LOG_LOSS, decisiveLoss / decisiveWeight);
        values.put(Metrics.ACCURACY, correct / decisiveWeight);
        values.put(Metrics.count(Metrics.ACCURACY), (double) decisive);
        values.put(Metrics.MARGIN, lead / decisiveWeight);
        values.put(Metrics.MEAN_REWARD, scoreSum / responses);
        values.put(Metrics.PAIRS, (double) pairs);
        return values;
    }
}
