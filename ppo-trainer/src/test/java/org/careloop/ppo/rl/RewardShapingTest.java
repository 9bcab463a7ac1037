package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;

class RewardShapingTest {
    private static final RewardShaping SHAPING = shaping(Map.of("scoreClip", 5));

    private static RewardShaping shaping(Map<String, Object> changes) {
        return new RewardShaping(.1, Settings.apply(PpoSettings.class, changes).shaping(), 100);
    }

    @Test
    void theScoreStandsAtTheLastTokenOnTopOfItsDivergence() {
        double[] rewards = SHAPING.perToken(new double[] {-1, -2, -3}, new double[] {-1.5, -2, -1}, 2);

        assertThat(rewards).containsExactly(new double[] {-.05, 0, .2 + 2}, within(1e-12));
    }

    @Test
    void aResponseThatWasCutOffPaysForIt() {
        assertThat(SHAPING.shapedScore(.7, 10, true)).isEqualTo(.7);
        assertThat(SHAPING.shapedScore(.7, 10, false)).isEqualTo(.7 - 1);
    }

    @Test
    void theClipComesAfterThePenalty() {
        assertThat(SHAPING.shapedScore(5.5, 10, false)).isEqualTo(4.5);
        assertThat(SHAPING.shapedScore(9, 10, true)).isEqualTo(5);
        assertThat(SHAPING.shapedScore(-4.5, 10, false)).isEqualTo(-5);
    }

    @Test
    void everyTokenMayCost() {
        assertThat(shaping(Map.of("lengthPenalty", .01)).shapedScore(1, 30, true))
                .isCloseTo(.7, within(1e-12));
    }

    @Test
    void answersNearTheLimitPayMoreTheNearerTheyCome() {
        RewardShaping shaping = shaping(Map.of("overlongPenalty", 2, "overlongFrom", .8));

        assertThat(shaping.shapedScore(1, 80, true)).isEqualTo(1);
        assertThat(shaping.shapedScore(1, 85, true)).isCloseTo(.5, within(1e-12));
        assertThat(shaping.shapedScore(1, 100, true)).isEqualTo(-1);
    }

    @Test
    void anEmptyResponseIsRefused() {
        assertThatThrownBy(() -> SHAPING.perToken(new double[0], new double[0], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
