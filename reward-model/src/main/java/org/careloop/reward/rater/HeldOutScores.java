package org.careloop.reward.rater;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.reward.rater.agreement.LengthRule;
import org.careloop.reward.rater.agreement.RaterEvaluation;
import org.careloop.run.Metrics;
import org.careloop.run.rating.RatedText;

/**
 * The held-out texts as a rater scores them.
 *
 * @param losses of each text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeldOutScores(RaterParts parts, List<RatedText> texts, double[] scores, double[] losses) {

    /** @param outputs of the head */
    static HeldOutScores of(RaterParts parts, RaterModel model, double[] outputs) {
        RatingLoss loss = new RatingLoss(model.facts().loss());
        double[] bias = model.facts().bias();
        List<RatedText> texts = parts.heldOut().stream().map(RatedIds::text).toList();
        double[] scores = new double[outputs.length];
        double[] losses = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            scores[i] = loss.score(outputs[i], bias);
            losses[i] = loss.of(outputs[i], bias, texts.get(i));
        }
        return new HeldOutScores(parts, texts, scores, losses);
    }

    /** Figures of a step. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metrics.HELD_OUT_LOSS, Arrays.stream(losses).average().orElse(Double.NaN));
        metrics.put(Metrics.HELD_OUT_SPEARMAN, RaterEvaluation.spearman(texts, scores));
        return metrics;
    }

    /** Empty where nothing is held out. */
    Optional<RaterEvaluation> evaluation() {
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(RaterEvaluation.of(
                        texts,
                        scores,
                        LengthRule.of(parts.rated()),
                        parts.settings().evaluation().resamples(),
                        parts.settings().run().seed()));
    }
}
