package org.careloop.reward.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.careloop.run.Verdict;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TieModelTest {

    @ParameterizedTest
    @EnumSource
    void probabilitiesSumToOne(TieModel ties) {
        for (double difference = -12; difference <= 12; difference += .37) {
            for (double parameter : new double[] {Double.NEGATIVE_INFINITY, -9, -1, 0, 2}) {
                Outcomes outcomes = ties.outcomes(difference, parameter);
                assertThat(outcomes.win() + outcomes.tie() + outcomes.loss()).isCloseTo(1, within(1e-14));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAO_KUPPER", "DAVIDSON"})
    void equalScoresStartWithTheTieRateOfTheVotes(TieModel ties) {
        Outcomes outcomes = ties.outcomes(0, ties.initial(.12));
        assertThat(outcomes.tie()).isCloseTo(.12, within(1e-12));
        assertThat(outcomes.win()).isCloseTo(.44, within(1e-12));
        assertThat(outcomes.winIfDecisive()).isCloseTo(.5, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void exchangingTheResponsesExchangesWinAndLoss(TieModel ties) {
        Outcomes ahead = ties.outcomes(.9, -.4);
        Outcomes behind = ties.outcomes(-.9, -.4);
        assertThat(ahead.win()).isGreaterThan(ahead.loss()).isCloseTo(behind.loss(), within(1e-15));
        assertThat(ahead.tie()).isCloseTo(behind.tie(), within(1e-15));
    }

    @Test
    void raoKupperSubtractsTheThresholdFromTheLead() {
        // τ = 1/2, d = 1: σ(1/2), σ(-3/2), the rest.
        Outcomes outcomes = TieModel.RAO_KUPPER.outcomes(1, Math.log(.5));
        assertThat(outcomes.win()).isCloseTo(.6224593, within(1e-7));
        assertThat(outcomes.loss()).isCloseTo(.1824255, within(1e-7));
        assertThat(outcomes.tie()).isCloseTo(.1951152, within(1e-7));
    }

    @Test
    void davidsonGivesTheTieAShareOfTheGeometricMean() {
        // ν = 1, d = 0: three equal shares; d = 2: e : 1 : 1/e.
        assertThat(TieModel.DAVIDSON.outcomes(0, 0).tie()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(TieModel.DAVIDSON.outcomes(2, 0).win()).isCloseTo(.6652410, within(1e-7));
    }

    @Test
    void bothBadIsAsLikelyAsATie() {
        Outcomes outcomes = new Outcomes(.5, .3, .2);
        assertThat(outcomes.of(Verdict.BOTH_BAD))
                .isEqualTo(outcomes.of(Verdict.SAME))
                .isEqualTo(.3);
        assertThat(outcomes.of(Verdict.B)).isEqualTo(.2);
    }

    @Test
    void anUnknownTieModelIsRefusedWithTheKnownOnes() {
        assertThat(TieModel.parse("rao-kupper")).isEqualTo(TieModel.RAO_KUPPER);
        assertThatThrownBy(() -> TieModel.parse("elo")).hasMessageContaining("none, rao-kupper or davidson");
    }

    @Test
    void settingsNameEveryTieModelAndNoOther() {
        assertThat(Settings.descriptions(RewardSettings.class).stream()
                        .filter(setting -> setting.name().equals("ties"))
                        .flatMap(setting -> setting.choices().stream()))
                .containsExactly(
                        Arrays.stream(TieModel.values()).map(TieModel::label).toArray(String[]::new));
    }
}
