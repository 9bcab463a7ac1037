package org.careloop.ppo.dpo;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a step saw, each pair counted by the weight of its votes; the names are those of other trainers. */
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

    /** Losses add up to the step's. */
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
