package org.careloop.reward.rater;

import java.util.List;
import org.careloop.run.settings.RaterSettings.Loss;
import org.careloop.run.settings.RaterSettings.Pooling;

/**
 * {@code rater.json}: how the head's output becomes a score.
 *
 * @param maxLength tokens of a text that are read
 * @param biases added to the head's output: one for {@code squared}, whose sum is the score; for {@code ordinal} one for each
 *     score but the best, and the score is the sum of the sigmoids
 */
record RaterFacts(Loss loss, Pooling pooling, int maxLength, List<Double> biases) {

    double[] bias() {
        return biases.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
