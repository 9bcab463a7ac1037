package org.careloop.web.adjudication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.study.Scale;
import org.careloop.web.study.Scores;
import org.jspecify.annotations.Nullable;

/** An adjudicator's answer, in terms of the positions on the screen. */
public sealed interface AdjudicatorAnswer {

    /** The verdict on the first two stored responses; null for a text. */
    @Nullable
    Verdict verdict(SideMap shown);

    /** How clear that is; ranks have no grades. */
    Strength strength();

    /** The rank of each stored response; empty for a pair and for a text. */
    List<Integer> ranking(SideMap shown);

    /** Of a text, by {@link Scores#OVERALL}; empty for responses. */
    default Map<String, Integer> scores() {
        return Map.of();
    }

    /**
     * Checks that the answer is complete and fits the scale and the number of responses.
     *
     * @throws BadInput naming what was given and what was expected
     */
    void requireAsked(int responses, Scale scale);

    /** Of two responses. */
    record Preference(SideVerdict side, Strength strength) implements AdjudicatorAnswer {
        @Override
        public Verdict verdict(SideMap shown) {
            return side.ofResponses(shown.aOnLeft());
        }

        @Override
        public List<Integer> ranking(SideMap shown) {
            return List.of();
        }

        @Override
        public void requireAsked(int responses, Scale scale) {
            if (responses != 2) {
                throw BadInput.coded(
                        "answer.unfit",
                        "verdict: given %s, expected a rank for each of %d responses; reload the page"
                                .formatted(side, responses),
                        "verdict");
            }
            if (!scale.choices().contains(side.asChoice(strength))) {
                throw BadInput.coded(
                        "answer.unfit",
                        "verdict: given %s of strength %d, expected one of the scale %s; reload the page"
                                .formatted(side, strength.number(), scale),
                        "verdict");
            }
        }
    }

    /**
     * Of three to six.
     *
     * @param ranks by place, 1 the best, 0 where there is none; ties share a rank, and the next one stands behind all of
     *     them (1, 1, 3), whatever numbers were given
     */
    record Order(List<Integer> ranks) implements AdjudicatorAnswer {
        public Order {
            List<Integer> given = List.copyOf(ranks);
            ranks = given.stream()
                    .map(rank -> rank == 0
                            ? 0
                            : 1
                                    + Math.toIntExact(given.stream()
                                            .filter(other -> other != 0 && other < rank)
                                            .count()))
                    .toList();
        }

        /** An imported vote with a verdict on a comparison that is ranked. */
        static Order ofFirstTwo(Verdict verdict, SideMap shown) {
            List<Integer> stored = new ArrayList<>(Collections.nCopies(shown.size(), 0));
            stored.set(0, verdict == Verdict.B ? 2 : 1);
            stored.set(1, verdict == Verdict.A ? 2 : 1);
            return new Order(shown.shown(stored));
        }

        @Override
        public Verdict verdict(SideMap shown) {
            return Verdict.ofRanks(ranks.get(shown.placeOf(0)), ranks.get(shown.placeOf(1)));
        }

        @Override
        public Strength strength() {
            return Strength.SLIGHTLY;
        }

        @Override
        public List<Integer> ranking(SideMap shown) {
            return shown.stored(ranks);
        }

        @Override
        public void requireAsked(int responses, Scale scale) {
            if (responses < 3 || ranks.size() != responses) {
                throw BadInput.coded(
                        "answer.unfit",
                        "ranks: given %d for %d responses; reload the page".formatted(ranks.size(), responses),
                        "ranks");
            }
            if (ranks.contains(0)) {
                throw BadInput.coded(
                        "adjudication.ranks-missing",
                        "ranks: given %s by place, expected one for every response".formatted(ranks));
            }
        }
    }

    /**
     * Of a text.
     *
     * @param overall its quality, from 0 to 5
     */
    record Score(int overall) implements AdjudicatorAnswer {
        @Override
        public @Nullable Verdict verdict(SideMap shown) {
            return null;
        }

        @Override
        public Strength strength() {
            return Strength.SLIGHTLY;
        }

        @Override
        public List<Integer> ranking(SideMap shown) {
            return List.of();
        }

        @Override
        public Map<String, Integer> scores() {
            return Map.of(Scores.OVERALL, overall);
        }

        @Override
        public void requireAsked(int responses, Scale scale) {
            if (responses != 1 || !Scores.fit(scores())) {
                throw BadInput.coded(
                        "answer.unfit",
                        "score: given %d for %d responses, expected 0 to 5 for a single text; reload the page"
                                .formatted(overall, responses),
                        "score");
            }
        }
    }

    /** The outcome as text: the verdict, the ranks or the score. */
    default String outcome(SideMap shown) {
        Verdict verdict = verdict(shown);
        if (verdict == null) {
            return String.valueOf(scores().get(Scores.OVERALL));
        }
        List<Integer> ranks = ranking(shown);
        return ranks.isEmpty()
                ? verdict.name()
                : ranks.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
