package org.careloop.web.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PowerTest {
    private static final double ALPHA = .05;

    @Test
    void noEffectIsFoundInAtMostTheLevelAndALargeOneAlmostAlways() {
        Power none = Power.of(new Power.Assumption(0, .25, .6, 3), ALPHA, 400, 2_000, 1);
        Power large = Power.of(new Power.Assumption(.4, .25, .6, 3), ALPHA, 400, 2_000, 1);

        assertThat(none.within(400)).isLessThan(.05);
        assertThat(large.within(400)).isGreaterThan(.99);
        assertThat(large.promptsFor(.8).orElseThrow()).isLessThan(150);
        assertThat(none.promptsFor(.8)).isEmpty();
    }

    @Test
    void votesThatAgreeMoreTellLess() {
        Power alone = Power.of(new Power.Assumption(.2, .25, 0, 3), ALPHA, 1_000, 1_000, 1);
        Power alike = Power.of(new Power.Assumption(.2, .25, .9, 3), ALPHA, 1_000, 1_000, 1);

        assertThat(alike.promptsFor(.5).orElseThrow())
                .isGreaterThan(3 * alone.promptsFor(.5).orElseThrow() / 2);
    }

    @Test
    void aStudyGoesOnFromWhereItStands() {
        double[] outcomes = {1, 1, 1, 1, 0, 1, 1};
        int further =
                Power.continued(outcomes, ALPHA, 100, 300, 1).promptsFor(.5).orElseThrow();

        assertThat(further).isBetween(1, 5);
    }

    @Test
    void anEffectThatLeavesNoRoomForTiesIsRefused() {
        assertThatThrownBy(() -> new Power.Assumption(.9, .25, .5, 3)).hasMessageContaining("net win rate 0.9");
    }
}
