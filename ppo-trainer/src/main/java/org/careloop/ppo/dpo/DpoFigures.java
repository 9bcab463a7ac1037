package org.careloop.ppo.dpo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.run.Metrics;

/** The metrics of one DPO step, weighted by votes, under the names that other trainers use. */
final class DpoFigures {
    private final double beta;
    private double weight;
    private double loss;
    private double chosenReward;
    private double rejectedReward;
    private double agreed;
    private double chosenLogProb;
    private double rejectedLogProb;

    DpoFigures(double beta) {
        this.beta = beta;
    }

    /** Adds the loss of a micro-batch; the losses of a step add up to its loss. */
    void loss(double more) {
        loss += more;
    }

    /**
     * Counts the votes for one response of a pair.
     *
     * @param chosen log-probability of the response that was preferred
     */
    void votes(double votes, double chosen, double chosenReference, double rejected, double rejectedReference) {
        double up = beta * (chosen - chosenReference);
        double down = beta * (rejected - rejectedReference);
        weight += votes;
        chosenReward += votes * up;
        rejectedReward += votes * down;
        agreed += up > down ? votes : 0;
        chosenLogProb += votes * chosen;
        rejectedLogProb += votes * rejected;
    }

    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(Metrics.LOSS, loss);
        values.put(Metrics.CHOSEN_REWARD, chosenReward / weight);
        values.put(Metrics.REJECTED_REWARD, rejectedReward / weight);
        values.put(Metrics.REWARD_MARGIN, (chosenReward - rejectedReward) / weight);
        values.put(Metrics.REWARD_ACCURACY, agreed / weight);
        values.put(Metrics.count(Metrics.REWARD_ACCURACY), weight);
        values.put(Metrics.CHOSEN_LOG_PROB, chosenLogProb / weight);
        values.put(Metrics.REJECTED_LOG_PROB, rejectedLogProb / weight);
        return values;
    }
}
