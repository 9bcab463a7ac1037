package org.careloop.reward.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.Metrics;
import org.careloop.run.Verdict;
import org.careloop.run.preference.PromptGroup;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a reward model on votes. Every vote counts once, whatever its weight in training.
 *
 * @param counts prompts, comparisons, responses, and votes by verdict
 * @param accuracy on decisive votes; an equal score counts one half
 * @param logLoss on decisive votes, in nats: of the winner, given that there is one. Ties do not enter, so it compares with
 *     ln 2 and with models that know no ties
 * @param allVotesLogLoss win, tie and loss as three outcomes, in nats; null for a model that knows no ties
 * @param byAnnotator accuracy on each annotator's decisive votes, beside their agreement with the others
 * @param bothBadScore mean score of responses in pairs that an annotator called both bad, less the mean of all; null when
 *     there are none. The likelihood treats such a vote as a tie, so that nothing pushes this below 0
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationReport(
        Map<String, Long> counts,
        MeanWithInterval accuracy,
        MeanWithInterval logLoss,
        @Nullable MeanWithInterval allVotesLogLoss,
        Reliability reliability,
        LengthBias lengthBias,
        AnnotatorAgreement annotatorAgreement,
        Map<String, OfAnnotator> byAnnotator,
        Map<String, MeanWithInterval> byLanguage,
        @Nullable Double bothBadScore,
        Baselines baselines) {

    /** One annotator: how often the model agrees, and how often the other annotators do. */
    public record OfAnnotator(MeanWithInterval accuracy, MeanWithInterval agreementWithOthers) {}

    /**
     * Compares scores with votes.
     *
     * @param tieParameter of {@code ties}, in its own form
     * @param rates of the training votes, for the baselines
     */
    public static EvaluationReport of(List<ScoredGroup> groups, TieModel ties, double tieParameter, BaseRates rates) {
        ToDoubleFunction<DecisiveVote> ofWinner =
                vote -> ties.outcomes(vote.lead(), tieParameter).winIfDecisive();
        PerVote.Figure lossOfVote = (difference, verdict) ->
                -Math.log(ties.outcomes(difference, tieParameter).of(verdict));
        List<PromptGroup> judged = groups.stream().map(ScoredGroup::group).toList();
        return new EvaluationReport(
                counts(judged),
                PerVote.decisive(groups, DecisiveVote::agreement),
                PerVote.decisive(groups, vote -> -Math.log(ofWinner.applyAsDouble(vote))),
                ties == TieModel.NONE ? null : PerVote.all(groups, lossOfVote),
                Reliability.of(groups.stream()
                        .flatMap(ScoredGroup::decisiveVotes)
                        .mapToDouble(ofWinner)
                        .toArray()),
                LengthBias.of(groups),
                AnnotatorAgreement.among(judged),
                byAnnotator(groups, judged),
                PerVote.accuracyBy(groups, DecisiveVote::language),
                bothBadScore(groups),
                Baselines.of(groups, rates));
    }

    /** The figures that are drawn as curves, with their intervals and counts, by their names in {@code metrics.jsonl}. */
    public Map<String, Double> headline() {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(Metrics.HELD_OUT_ACCURACY, accuracy, figures);
        put(Metrics.HELD_OUT_LOG_LOSS, logLoss, figures);
        put(Metrics.HELD_OUT_ALL_VOTES_LOSS, allVotesLogLoss == null ? null : allVotesLogLoss.value(), figures);
        put(Metrics.CALIBRATION_ERROR, reliability.error(), figures);
        put(Metrics.LENGTH_CORRELATION, lengthBias.correlation(), figures);
        return figures;
    }

    private static void put(String name, MeanWithInterval mean, Map<String, Double> figures) {
        put(name, mean.value(), figures);
        put(Metrics.low(name), mean.low(), figures);
        put(Metrics.high(name), mean.high(), figures);
        put(Metrics.count(name), (double) mean.n(), figures);
    }

    private static void put(String name, @Nullable Double value, Map<String, Double> figures) {
        if (value != null) {
            figures.put(name, value);
        }
    }

    private static Map<String, Long> counts(List<PromptGroup> groups) {
        Map<String, Long> counts = new TreeMap<>();
        for (Verdict verdict : Verdict.values()) {
            counts.put("votes " + verdict, 0L);
        }
        for (PromptGroup group : groups) {
            counts.merge("prompts", 1L, Long::sum);
            counts.merge("comparisons", (long) group.pairs().size(), Long::sum);
            counts.merge("responses", (long) group.responses().size(), Long::sum);
            group.pairs()
                    .forEach(pair ->
                            pair.votes().forEach(vote -> counts.merge("votes " + vote.verdict(), 1L, Long::sum)));
        }
        return counts;
    }

    private static Map<String, OfAnnotator> byAnnotator(List<ScoredGroup> groups, List<PromptGroup> judged) {
        Map<String, OfAnnotator> all = new TreeMap<>();
        PerVote.accuracyBy(groups, DecisiveVote::annotator)
                .forEach((annotator, accuracy) ->
                        all.put(annotator, new OfAnnotator(accuracy, AnnotatorAgreement.of(annotator, judged))));
        return all;
    }

    private static @Nullable Double bothBadScore(List<ScoredGroup> groups) {
        double[] bad = groups.stream()
                .flatMapToDouble(group -> group.group().pairs().stream()
                        .filter(pair -> pair.votes().stream().anyMatch(vote -> vote.verdict() == Verdict.BOTH_BAD))
                        .flatMapToDouble(pair -> DoubleStream.of(group.scoreOf(pair.a()), group.scoreOf(pair.b()))))
                .toArray();
        double all = groups.stream()
                .flatMapToDouble(group -> DoubleStream.of(group.scores()))
                .average()
                .orElse(0);
        return bad.length == 0 ? null : DoubleStream.of(bad).average().orElseThrow() - all;
    }
}
