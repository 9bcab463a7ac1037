package org.careloop.web.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.study.Scale.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScaleTest {
    private static final Choice A_CLEARLY = new Choice(Verdict.A, Strength.CLEARLY);
    private static final Choice A_SLIGHTLY = new Choice(Verdict.A, Strength.SLIGHTLY);
    private static final Choice A_BETWEEN = new Choice(Verdict.A, Strength.MODERATELY);
    private static final Choice B_CLEARLY = new Choice(Verdict.B, Strength.CLEARLY);
    private static final Choice B_SLIGHTLY = new Choice(Verdict.B, Strength.SLIGHTLY);
    private static final Choice SAME = new Choice(Verdict.SAME, Strength.SLIGHTLY);
    private static final Choice BOTH_BAD = new Choice(Verdict.BOTH_BAD, Strength.SLIGHTLY);

    @Test
    void choicesGoFromOneResponseToTheOtherAndBothBadStandsLast() {
        assertThat(Scale.GSB.choices()).containsExactly(A_SLIGHTLY, SAME, B_SLIGHTLY);
        assertThat(Scale.FIVE_BOTH_BAD.choices())
                .containsExactly(A_CLEARLY, A_SLIGHTLY, SAME, B_SLIGHTLY, B_CLEARLY, BOTH_BAD);
    }

    @Test
    void theClearestPreferenceAndBothBadAreStrong() {
        assertThat(Scale.GSB_BOTH_BAD.choices().stream().filter(Scale.GSB_BOTH_BAD::isStrong))
                .containsExactly(A_SLIGHTLY, B_SLIGHTLY, BOTH_BAD);
        assertThat(Scale.FIVE_BOTH_BAD.choices().stream().filter(Scale.FIVE_BOTH_BAD::isStrong))
                .containsExactly(A_CLEARLY, B_CLEARLY, BOTH_BAD);
    }

    @Test
    void aVerdictOfAnotherScaleBecomesTheNearestOfThisOne() {
        assertThat(Scale.GSB.nearest(A_CLEARLY)).contains(A_SLIGHTLY);
        assertThat(Scale.GSB.nearest(BOTH_BAD)).isEmpty();
        assertThat(Scale.FIVE.nearest(A_CLEARLY)).contains(A_CLEARLY);
        assertThat(Scale.FIVE.nearest(A_BETWEEN)).contains(A_SLIGHTLY);
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void noScaleOffersAChoiceTwiceAndNoneHasMoreThanAKeyEach(Scale scale) {
        assertThat(scale.choices()).doesNotHaveDuplicates().hasSizeBetween(3, 9);
    }
}
