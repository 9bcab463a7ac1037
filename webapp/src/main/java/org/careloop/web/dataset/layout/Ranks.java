package org.careloop.web.dataset.layout;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.run.Comparison;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;

/** Votes that put responses in an order. */
final class Ranks {
    private Ranks() {}

    /** The rank of each response, 1 the best; those that are equally good share one (1, 1, 3). */
    static List<Integer> of(List<Double> goodness) {
        return goodness.stream()
                .map(mine -> 1
                        + (int) goodness.stream().filter(other -> other > mine).count())
                .toList();
    }

    /** Of two responses the verdict, of more the ranking. */
    static Vote vote(String annotator, List<Integer> ranks) {
        return new Vote(
                annotator,
                Verdict.ofRanks(ranks.get(0), ranks.get(1)),
                Strength.SLIGHTLY,
                1.0,
                ranks.size() > 2 ? ranks : List.of(),
                null,
                Map.of(),
                List.of(),
                Map.of(),
                null,
                null,
                null,
                null);
    }

    /** The places of the best that a comparison holds, of equally good ones those that stand first; in their order. */
    static List<Integer> best(List<Double> goodness) {
        return IntStream.range(0, goodness.size())
                .boxed()
                .sorted(Comparator.comparing(place -> -goodness.get(place)))
                .limit(Comparison.MOST_RESPONSES)
                .sorted()
                .toList();
    }

    /** The refusal of more ranked responses than a comparison holds, where nobody has said which to take. */
    static BadRow tooMany(String field, int responses) {
        return new BadRow(
                "responses.ranked",
                "field \"%s\" has %d ranked responses; a comparison has 2 to %d: take the first six by rank (--first-six), or choose in the file which of them are compared",
                field,
                responses,
                Comparison.MOST_RESPONSES);
    }

    /** Refuses what no comparison holds. */
    static void checkCount(String field, int responses) {
        if (responses < 2 || responses > Comparison.MOST_RESPONSES) {
            throw new BadRow(
                    "responses.count",
                    "field \"%s\" has %d responses; a comparison has 2 to %d: choose in the file which of them are compared, and remove the others",
                    field,
                    responses,
                    Comparison.MOST_RESPONSES);
        }
    }
}
