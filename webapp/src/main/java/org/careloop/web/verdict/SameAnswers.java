package org.careloop.web.verdict;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.careloop.web.statistics.Votes;

/**
 * Pairs of the same text. Nobody is asked about them, for anybody would call them the same; each counts as as many votes for
 * "same" as the study asks for, so that its prompt weighs as much as another. For the interval by annotator these votes go
 * round the annotators.
 *
 * @param votesEach of a pair
 */
record SameAnswers(List<JudgedPair> pairs, int votesEach) {

    static SameAnswers of(List<JudgedPair> pairs, int votesEach) {
        return new SameAnswers(pairs.stream().filter(JudgedPair::isIdentical).toList(), votesEach);
    }

    int size() {
        return pairs.size();
    }

    /** A number of some of these pairs, for each of their votes. */
    IntStream each(Predicate<JudgedPair> which, ToIntFunction<JudgedPair> number) {
        return pairs.stream()
                .filter(which)
                .mapToInt(number)
                .flatMap(value -> IntStream.generate(() -> value).limit(votesEach));
    }

    /** Votes with those of some of these pairs. */
    Votes with(Votes votes, PromptOrder order, Predicate<JudgedPair> which) {
        int[] prompts = each(which, order::number).toArray();
        int given = votes.size();
        int all = given + prompts.length;
        int[] prompt = new int[all];
        int[] annotator = new int[all];
        double[] value = new double[all];
        for (int vote = 0; vote < all; vote++) {
            boolean same = vote >= given;
            prompt[vote] = same ? prompts[vote - given] : votes.prompt(vote);
            annotator[vote] = same ? (vote - given) % votes.annotators() : votes.annotator(vote);
            value[vote] = same ? 0 : votes.value(vote);
        }
        return new Votes(prompt, annotator, value, votes.prompts(), votes.annotators());
    }
}
