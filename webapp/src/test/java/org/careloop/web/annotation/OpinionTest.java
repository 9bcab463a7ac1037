package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.Json;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpinionTest {

    @Test
    void whatWasSaidOfTheLeftIsKeptOfTheResponseThatStoodThere() {
        Answer answer = Answer.compared(
                SideVerdict.LEFT,
                Strength.CLEARLY,
                Map.of("safety", SideVerdict.RIGHT),
                List.of(new Flag(0, FlagKind.UNSAFE, "10 mg", 3)),
                Map.of(0, "better"),
                List.of(),
                "why");
        Opinion stored = Opinion.of(answer, SideMap.ofPair(false));
        assertThat(stored.verdict()).isEqualTo(Verdict.B);
        assertThat(stored.criteria()).containsExactly(Map.entry("safety", new Opinion.OnCriterion(Verdict.A)));
        assertThat(stored.flags()).containsExactly(new Flag(1, FlagKind.UNSAFE, "10 mg", 3));
        assertThat(stored.corrections()).containsExactly(Map.entry(1, "better"));
        assertThat(Json.MAPPER.readTree(stored.json())).isEqualTo(Json.MAPPER.readTree("""
                        {"verdict": "B", "strength": 3, "criteria": {"safety": {"verdict": "A"}},
                         "flags": [{"response": 1, "kind": "UNSAFE", "quote": "10 mg", "start": 3}],
                         "corrections": {"1": "better"}, "ranking": [], "rationale": "why"}"""));
    }

    /** As a page sends it that was opened before texts were rated, and as a draft of then was kept. */
    @Test
    void anAnswerThatKnowsNoScoresIsRead() {
        Answer answer = Json.MAPPER.readValue("""
                {"verdict": "LEFT", "strength": 1, "criteria": {}, "flags": [], "corrections": {}, "ranking": [],
                 "rationale": "why"}""", Answer.class);
        assertThat(answer.scores()).isEmpty();
        assertThat(answer.rationale()).isEqualTo("why");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerLooksAsItWasGivenWhereTheResponsesStandAsTheyStood(boolean aOnLeft) {
        SideMap shown = SideMap.ofPair(aOnLeft);
        for (SideVerdict verdict : SideVerdict.values()) {
            Answer answer = Answer.compared(
                    verdict,
                    Strength.SLIGHTLY,
                    Map.of("safety", verdict),
                    List.of(new Flag(1, FlagKind.REFUSES, "", -1)),
                    Map.of(1, "text"),
                    List.of(),
                    "");
            assertThat(Opinion.read(Opinion.of(answer, shown).json()).on(shown)).isEqualTo(answer);
        }
    }

    /** Six responses shown in any order, ranked in any order: the same opinion is stored. */
    @Test
    void all720OrdersOfSixSurviveWhateverOrderTheyWereShownIn() {
        List<Integer> ranks = List.of(2, 5, 1, 6, 3, 4);
        Set<SideMap> seen = new HashSet<>();
        for (List<Integer> order : orders(List.of(0, 1, 2, 3, 4, 5))) {
            SideMap shown = new SideMap(order);
            seen.add(shown);
            Answer answer = ranking(shown.shown(ranks));
            Opinion stored = Opinion.of(answer, shown);
            assertThat(stored.ranking()).isEqualTo(ranks);
            assertThat(stored.verdictOfPair()).isEqualTo(Verdict.A);
            assertThat(stored.on(shown)).isEqualTo(answer);
        }
        assertThat(seen).hasSize(720);
    }

    @Test
    void thePairVerdictOfARankingFollowsFromTheRanksOfItsFirstTwo() {
        SideMap shown = new SideMap(List.of(2, 1, 0));
        assertThat(Opinion.of(ranking(List.of(1, 2, 3)), shown).verdictOfPair()).isEqualTo(Verdict.B);
        assertThat(Opinion.of(ranking(List.of(2, 2, 1)), shown).verdictOfPair()).isEqualTo(Verdict.A);
        assertThat(Opinion.of(ranking(List.of(3, 1, 1)), shown).verdictOfPair()).isEqualTo(Verdict.SAME);
    }

    @Test
    void aFlagPointsAtItsQuoteInTheResponseAsItIsStored() {
        Flag misplaced = new Flag(0, FlagKind.UNSAFE, "10 mg", 0);
        assertThat(misplaced.placedIn("Take 10 mg now").start()).isEqualTo(5);
        assertThat(new Flag(0, FlagKind.UNSAFE, "a", 2).placedIn("a a").start()).isEqualTo(2);
        assertThat(misplaced.placedIn("Take **10** mg").start()).isEqualTo(-1);
    }

    @Test
    void aSideMapGivesNothingAwayAndIsAnOrder() {
        assertThat(SideMap.ofPair(true).toString())
                .isEqualTo(SideMap.ofPair(false).toString());
        assertThatThrownBy(() -> new SideMap(List.of(0, 0))).isInstanceOf(IllegalArgumentException.class);
    }

    static Answer ranking(List<Integer> ranks) {
        return Answer.compared(null, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), ranks, "");
    }

    static List<List<Integer>> orders(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> others = new ArrayList<>(items);
            others.remove(first);
            for (List<Integer> rest : orders(others)) {
                List<Integer> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }
}
