package org.careloop.reward;

import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;

/** What one optimiser step says of itself, gathered over its micro-batches. Means are weighted by vote. */
final class StepFigures {
    private final TieModel ties;
    private final double tieParameter;
    private double lossSum;
    private double weight;
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
            decisiveWeight += vote.weight();
            lead += vote.weight() * difference;
            correct += vote.weight() * (difference > 0 ? 1 : difference < 0 ? 0 : 0.5);
            decisiveLoss -= vote.weight()
                    * Math.log(ties.outcomes(difference, tieParameter).winIfDecisive());
        }
    }

    /**
     * {@code loss} is what is minimised, per vote; {@code log_loss} the negative log-likelihood of a decisive vote's winner
     * given that there is one, which is ln 2 for a model that knows nothing, whatever the tie threshold.
     */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", lossSum / weight);
        values.put("log_loss", decisiveLoss / decisiveWeight);
        values.put("accuracy", correct / decisiveWeight);
        values.put("margin", lead / decisiveWeight);
        values.put("mean_reward", scoreSum / responses);
        values.put("pairs", (double) pairs);
        return values;
    }
}
