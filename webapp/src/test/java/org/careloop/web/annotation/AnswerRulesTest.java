package org.careloop.web.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.careloop.run.Strength;
import org.careloop.web.annotation.AnswerRules.Gap;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {

    @Test
    void whatTheDesignRequiresIsNamedInTheOrderInWhichItIsAsked() {
        StudyDesign design = design("""
                {"overlap": 1, "required": ["RATIONALE", "FLAG_SPAN"], "flags": ["UNSAFE"],
                 "criteria": [{"key": "safety", "required": true}, {"key": "tone", "required": false}]}""");
        Answer answer = Answer.compared(
                null,
                Strength.SLIGHTLY,
                Map.of(),
                List.of(new Flag(0, FlagKind.UNSAFE, "", -1)),
                Map.of(),
                List.of(),
                " ");
        assertThat(new AnswerRules(design, 2).gaps(answer))
                .containsExactly(
                        new Gap(Gap.Kind.CRITERION, "safety"),
                        new Gap(Gap.Kind.VERDICT, ""),
                        new Gap(Gap.Kind.RATIONALE, ""),
                        new Gap(Gap.Kind.FLAG_SPAN, ""));
    }

    @Test
    void aReasonWhenStrongIsAskedForClearPreferencesAndForBothBadOnly() {
        StudyDesign five = design("""
                {"overlap": 1, "scale": "FIVE_BOTH_BAD", "required": ["RATIONALE_WHEN_STRONG"]}""");
        assertThat(gaps(five, SideVerdict.LEFT, Strength.SLIGHTLY)).isEmpty();
        assertThat(gaps(five, SideVerdict.LEFT, Strength.CLEARLY)).containsExactly(new Gap(Gap.Kind.RATIONALE, ""));
        assertThat(gaps(five, SideVerdict.SAME, Strength.SLIGHTLY)).isEmpty();
        assertThat(gaps(five, SideVerdict.BOTH_BAD, Strength.SLIGHTLY))
                .containsExactly(new Gap(Gap.Kind.RATIONALE, ""));
        StudyDesign three = design("""
                {"overlap": 1, "scale": "GSB", "required": ["RATIONALE_WHEN_STRONG"]}""");
        assertThat(gaps(three, SideVerdict.RIGHT, Strength.SLIGHTLY)).containsExactly(new Gap(Gap.Kind.RATIONALE, ""));
    }

    @Test
    void aRankingNeedsARankForEveryResponseAndNoVerdict() {
        StudyDesign design = design("{\"overlap\": 1}");
        assertThat(new AnswerRules(design, 3).gaps(OpinionTest.ranking(List.of(1, 2))))
                .containsExactly(new Gap(Gap.Kind.RANKING, ""));
        assertThat(new AnswerRules(design, 3).gaps(OpinionTest.ranking(List.of(1, 1, 3))))
                .isEmpty();
    }

    private static List<Gap> gaps(StudyDesign design, SideVerdict verdict, Strength strength) {
        return new AnswerRules(design, 2)
                .gaps(Answer.compared(verdict, strength, Map.of(), List.of(), Map.of(), List.of(), ""));
    }

    private static StudyDesign design(String json) {
        return StudyDesign.read(json);
    }
}
