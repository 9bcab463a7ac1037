package org.careloop.ppo.dpo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.ranks.Ranks;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.run.Metrics;

/** The metrics of one DPO step, weighted by votes, under the names that other trainers use. */
final class DpoFigures {
    private final double beta;
    private final TieModel ties;
    private final double tieParameter;
    private double loss;
    private double weight;
    private double decisiveWeight;
    private double decisiveLoss;
    private double chosenReward;
    private double rejectedReward;
    private double agreed;
    private double chosenLogProb;
    private double rejectedLogProb;

    DpoFigures(double beta, TieModel ties, double tieParameter) {
        this.beta = beta;
        this.ties = ties;
        this.tieParameter = tieParameter;
    }

    /**
     * Adds a micro-batch.
     *
     * @param sum of the loss over its votes
     * @param logProbs of the responses under the policy, in the order that the votes' indices count
     * @param reference of the same responses
     */
    void add(double sum, VoteBatch votes, double[] logProbs, double[] reference) {
        loss += sum;
        weight += votes.weight();
        for (VoteBatch.Decisive vote : votes.decisive()) {
            double chosen = logProbs[vote.winner()];
            double rejected = logProbs[vote.loser()];
            double up = beta * (chosen - reference[vote.winner()]);
            double down = beta * (rejected - reference[vote.loser()]);
            decisiveWeight += vote.weight();
            decisiveLoss -= vote.weight()
                    * Math.log(ties.outcomes(up - down, tieParameter).winIfDecisive());
            chosenReward += vote.weight() * up;
            rejectedReward += vote.weight() * down;
            agreed += up > down ? vote.weight() : 0;
            chosenLogProb += vote.weight() * chosen;
            rejectedLogProb += vote.weight() * rejected;
        }
    }

    /** Adds what other ranks have counted. */
    void sumOver(Ranks ranks) {
        double[] sums = ranks.sum(
                loss,
                weight,
                decisiveWeight,
                decisiveLoss,
                chosenReward,
                rejectedReward,
                agreed,
                chosenLogProb,
                rejectedLogProb);
        loss = sums[0];
        weight = sums[1];
        decisiveWeight = sums[2];
        decisiveLoss = sums[3];
        chosenReward = sums[4];
        rejectedReward = sums[5];
        agreed = sums[6];
        chosenLogProb = sums[7];
        rejectedLogProb = sums[8];
    }

    /**
     * {@code loss} is what is minimised, a vote. {@code log_loss} is the negative log-likelihood of the winner of a decisive
     * vote, given that there is a winner, without margin: ln 2 for an unchanged policy. The figures of rewards are of decisive
     * votes; a step without one leaves them out.
     */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(Metrics.LOSS, loss / weight);
        values.put(Metrics.LOG_LOSS, decisiveLoss / decisiveWeight);
        values.put(Metrics.CHOSEN_REWARD, chosenReward / decisiveWeight);
        values.put(Metrics.REJECTED_REWARD, rejectedReward / decisiveWeight);
        values.put(Metrics.REWARD_MARGIN, (chosenReward - rejectedReward) / decisiveWeight);
        values.put(Metrics.REWARD_ACCURACY, agreed / decisiveWeight);
        values.put(Metrics.count(Metrics.REWARD_ACCURACY), decisiveWeight);
        values.put(Metrics.CHOSEN_LOG_PROB, chosenLogProb / decisiveWeight);
        values.put(Metrics.REJECTED_LOG_PROB, rejectedLogProb / decisiveWeight);
        if (ties != TieModel.NONE) {
            values.put(Metrics.TIE_PARAMETER, tieParameter);
        }
        return values;
    }
}
