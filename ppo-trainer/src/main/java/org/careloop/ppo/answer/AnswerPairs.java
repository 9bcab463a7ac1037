package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.settings.AnswerSettings;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of a run's answers.
 *
 * <pre>
 * comparisons.jsonl  those that wait for votes, with the models' names: {@code import} reads it
 * identical.jsonl    those of the same text, in the same form: they need no vote and count as "same"
 * </pre>
 */
record AnswerPairs(List<Comparison> comparisons, List<Comparison> identical) {

    /**
     * Chooses among all pairs of answers.
     *
     * @param names of the models, in the order of the run
     * @param rewards judges which pairs are worth a vote; null where that is left to lot
     */
    static AnswerPairs choose(
            List<AnswerPair> all, List<String> names, AnswerSettings settings, @Nullable RewardView rewards) {
        PairChoice choice = new PairChoice(settings.pairs(), settings.run().seed());
        List<AnswerPair> different =
                all.stream().filter(pair -> !pair.isIdentical()).toList();
        List<AnswerPair> chosen = choice.of(different, ranking(settings, choice, rewards));
        SplittableRandom lot = new SplittableRandom(settings.run().seed());
        Function<AnswerPair, String> id = pair -> idOf(pair, names, settings);
        return new AnswerPairs(
                chosen.stream()
                        .map(pair -> pair.comparison(id.apply(pair), lot))
                        .toList(),
                all.stream()
                        .filter(AnswerPair::isIdentical)
                        .map(pair -> pair.comparison(id.apply(pair), lot))
                        .toList());
    }

    private static Function<List<AnswerPair>, List<AnswerPair>> ranking(
            AnswerSettings settings, PairChoice choice, @Nullable RewardView rewards) {
        if (rewards == null) {
            return choice::byLot;
        }
        return settings.pairs().choice().equals("information") ? rewards::byInformation : rewards::byDisagreement;
    }

    /** The models are told apart by their places, since a comparison's id may reach an annotator. */
    private static String idOf(AnswerPair pair, List<String> names, AnswerSettings settings) {
        return settings.pairs().pairsPerPrompt() == 1
                ? pair.question().id()
                : "%s#%d-%d"
                        .formatted(
                                pair.question().id(),
                                names.indexOf(pair.first().model()),
                                names.indexOf(pair.second().model()));
    }

    void write(Path directory) throws IOException {
        JsonLines.write(directory.resolve("comparisons.jsonl"), comparisons);
        JsonLines.write(directory.resolve("identical.jsonl"), identical);
    }
}
