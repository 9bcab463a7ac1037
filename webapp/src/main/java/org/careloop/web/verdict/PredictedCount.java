package org.careloop.web.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.statistics.PredictionPowered;
import org.jspecify.annotations.Nullable;

/** The net win rate over judged prompts and those that nobody judged, with the help of a reward model. */
final class PredictedCount {
    private static final int FEWEST = 2;

    private final String candidate;
    private final String rival;
    private final RewardScores scores;

    PredictedCount(String candidate, String rival, RewardScores scores) {
        this.candidate = candidate;
        this.rival = rival;
        this.scores = scores;
    }

    /**
     * Computes it.
     *
     * @param pairs those of the two models, judged or not
     * @param guided whether the reward model trained the new model; null where that is not known
     * @throws BadInput when fewer than two judged prompts, or two others, have scores for both answers
     */
    PredictedRate of(List<JudgedPair> pairs, double alpha, @Nullable Boolean guided) {
        List<Double> said = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        List<Double> elsewhere = new ArrayList<>();
        int unscored = 0;
        Map<JudgedPair, Double> outcomes = outcomes(pairs);
        for (JudgedPair pair : pairs) {
            OptionalDouble expects = scores.expected(pair, candidate, rival);
            Double outcome = outcomes.get(pair);
            if (expects.isEmpty()) {
                unscored++;
            } else if (outcome == null) {
                elsewhere.add(expects.getAsDouble());
            } else {
                said.add(outcome);
                expected.add(expects.getAsDouble());
            }
        }
        if (said.size() < FEWEST || elsewhere.size() < FEWEST) {
            throw BadInput.coded(
                    "verdict.few-scores",
                    "%d judged prompts and %d others have scores for both answers; two of each are needed, with prompts and answers exactly as the study has them"
                            .formatted(said.size(), elsewhere.size()),
                    said.size(),
                    elsewhere.size());
        }
        PredictionPowered mean = PredictionPowered.mean(array(said), array(expected), array(elsewhere), alpha);
        return new PredictedRate(
                scores.model(),
                guided,
                mean.value(),
                mean.interval(),
                mean.trust(),
                said.size(),
                elsewhere.size(),
                unscored);
    }

    /** The mean of the votes on each judged pair; 0 where both answers are the same, so that nobody is asked. */
    private Map<JudgedPair, Double> outcomes(List<JudgedPair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.isIdentical() || !pair.comparison().votes().isEmpty())
                .collect(Collectors.toMap(
                        pair -> pair,
                        pair -> pair.ballots(candidate).stream()
                                .mapToDouble(Ballot::value)
                                .average()
                                .orElse(0)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
