package org.careloop.ppo.dpo;

import java.util.LinkedHashMap;
import java.util.Map;

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
        values.put("loss", loss);
        values.put("rewards/chosen", chosenReward / weight);
        values.put("rewards/rejected", rejectedReward / weight);
        values.put("rewards/margins", (chosenReward - rejectedReward) / weight);
        values.put("rewards/accuracies", agreed / weight);
        values.put("logps/chosen", chosenLogProb / weight);
        values.put("logps/rejected", rejectedLogProb / weight);
        return values;
    }
}
