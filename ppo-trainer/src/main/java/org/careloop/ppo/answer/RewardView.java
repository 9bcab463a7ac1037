package org.careloop.ppo.answer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.careloop.lm.model.LoadOptions;
import org.careloop.reward.ResponseScorer;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.Response;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.settings.WeightSettings;

/** What a reward model makes of pairs of answers: which of them a person's vote would teach it most. */
final class RewardView {
    private final ResponseScorer scorer;

    RewardView(ModelSource source, WeightSettings weights) throws IOException {
        scorer = ResponseScorer.load(source, LoadOptions.of(weights));
    }

    /**
     * Insists that a reward model is named where pairs are not left to lot.
     *
     * @throws BadInput when none is
     */
    static void requireNamed(AnswerSettings settings, boolean named) {
        if (!settings.pairs().choice().equals("random") && !named) {
            throw BadInput.field(
                    "choice",
                    settings.pairs().choice(),
                    Phrase.of("answers.choice", "random, or a reward model that chooses: name one"));
        }
    }

    /** Those first between which it can tell least. */
    List<AnswerPair> byDisagreement(List<AnswerPair> pairs) {
        double[] differences = differences(pairs);
        return IntStream.range(0, pairs.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -PairValue.disagreement(differences[i])))
                .map(pairs::get)
                .toList();
    }

    /** Those first that add most to what the votes before them say about its head. */
    List<AnswerPair> byInformation(List<AnswerPair> pairs) {
        double[][] first = scorer.features(responses(pairs, AnswerPair::first));
        double[][] second = scorer.features(responses(pairs, AnswerPair::second));
        double[][] features = IntStream.range(0, pairs.size())
                .mapToObj(i -> minus(first[i], second[i]))
                .toArray(double[][]::new);
        return Arrays.stream(PairValue.byInformation(differences(pairs), features, pairs.size()))
                .mapToObj(pairs::get)
                .toList();
    }

    private double[] differences(List<AnswerPair> pairs) {
        return minus(
                scorer.score(responses(pairs, AnswerPair::first)), scorer.score(responses(pairs, AnswerPair::second)));
    }

    private static List<Response> responses(List<AnswerPair> pairs, Function<AnswerPair, Answer> side) {
        return pairs.stream()
                .map(pair -> new Response(
                        pair.question().id(),
                        pair.question().prompt(),
                        side.apply(pair).response()))
                .toList();
    }

    private static double[] minus(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }
}
