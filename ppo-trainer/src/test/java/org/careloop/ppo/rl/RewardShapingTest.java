package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RewardShapingTest {
    private static final RewardShaping SHAPING = new RewardShaping(.1, 1, 5);

    @Test
    void theScoreStandsAtTheLastTokenOnTopOfItsDivergence() {
        double[] rewards = SHAPING.perToken(new double[] {-1, -2, -3}, new double[] {-1.5, -2, -1}, 2);

        assertThat(rewards).containsExactly(new double[] {-.05, 0, .2 + 2}, within(1e-12));
    }

    @Test
    void aResponseThatWasCutOffPaysForIt() {
        assertThat(SHAPING.shapedScore(.7, true)).isEqualTo(.7);
        assertThat(SHAPING.shapedScore(.7, false)).isEqualTo(.7 - 1);
    }

    @Test
    void theClipComesAfterThePenalty() {
        assertThat(SHAPING.shapedScore(5.5, false)).isEqualTo(4.5);
        assertThat(SHAPING.shapedScore(9, true)).isEqualTo(5);
        assertThat(SHAPING.shapedScore(-4.5, false)).isEqualTo(-5);
    }

    @Test
    void anEmptyResponseIsRefused() {
        assertThatThrownBy(() -> SHAPING.perToken(new double[0], new double[0], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
