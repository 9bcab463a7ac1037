package org.careloop.reward.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.reward.likelihood.VoteBatch.Decisive;
import org.careloop.reward.likelihood.VoteBatch.Tie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreferenceLossTest {
    private static final double NO_TIES = Double.NEGATIVE_INFINITY;
    private static final float[] CHOSEN_THEN_REJECTED = {1, .5f, -.2f, .2f, .7f, -1};

    private final Scope scope = Scope.open();

    @AfterEach
    void freeTensors() {
        scope.close();
    }

    @Test
    void bradleyTerryOnThreePairs() {
        assertThat(meanOfThreePairs(TieModel.NONE, 0, 0, 0, 0)).isCloseTo(.5134467, within(1e-6));
    }

    @Test
    void marginsRaiseTheLossOfLeadsThatDoNotPassThem() {
        assertThat(meanOfThreePairs(TieModel.NONE, 0, 1, 1 / 3.0, 0)).isCloseTo(.7213985, within(1e-6));
    }

    @Test
    void centringAddsTheSquaredSumOfEachPair() {
        assertThat(meanOfThreePairs(TieModel.NONE, .01, 0, 0, 0)).isCloseTo(.5278468, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void everyTieModelWithoutTiesIsBradleyTerry(TieModel ties) {
        assertThat(meanOfThreePairs(ties, 0, 0, 0, 0)).isCloseTo(.5134467, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(names = {"RAO_KUPPER", "DAVIDSON"})
    void gradientsOfScoresAndParameterAreThoseOfNumericDifferences(TieModel ties) {
        VoteBatch votes = new VoteBatch(
                List.of(new Decisive(0, 1, .3, 1), new Decisive(2, 1, 0, .5)),
                List.of(new Tie(0, 2, 2), new Tie(1, 2, 1)));
        double[] point = {.8, -.4, .1, -.7}; // three scores, then the tie model's parameter
        double[] analytic = gradient(ties, votes, point);
        for (int i = 0; i < point.length; i++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double numeric = (loss(ties, votes, up) - loss(ties, votes, down)) / 2e-5;
            assertThat(analytic[i]).as("input %d", i).isCloseTo(numeric, within(1e-8));
        }
    }

    /** Weights .75 and .25 of a vote each way, each asking for the same margin. */
    @ParameterizedTest
    @EnumSource
    void labelSmoothingIsTheMeanOverAVoteAndTheOneForTheOtherResponse(TieModel ties) {
        VoteBatch one = new VoteBatch(List.of(new Decisive(0, 1, .3, 1)), List.of());
        VoteBatch both = new VoteBatch(List.of(new Decisive(0, 1, .3, .75), new Decisive(1, 0, .3, .25)), List.of());
        double[] point = {.8, -.4, -.7};
        assertThat(loss(new PreferenceLoss(ties, .25, 0), one, point))
                .isCloseTo(loss(new PreferenceLoss(ties, 0, 0), both, point), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(names = {"RAO_KUPPER", "DAVIDSON"})
    void tieVotesMoveTheThresholdNotTheScore(TieModel ties) {
        VoteBatch tie = new VoteBatch(List.of(), List.of(new Tie(0, 1, 1)));
        double[] gradient = gradient(ties, tie, .6, .6, -1);
        assertThat(gradient[0]).isZero();
        assertThat(gradient[1]).isZero();
        assertThat(gradient[2])
                .as("descent raises the parameter, so ties become likelier")
                .isLessThan(-.1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAO_KUPPER", "DAVIDSON"})
    void aTieVotePullsUnequalScoresTogether(TieModel ties) {
        VoteBatch tie = new VoteBatch(List.of(), List.of(new Tie(0, 1, 1)));
        double[] gradient = gradient(ties, tie, 1, -1, -1);
        assertThat(gradient[0]).as("descent lowers the higher score").isGreaterThan(.1);
        assertThat(gradient[1]).isCloseTo(-gradient[0], within(1e-12));
    }

    @Test
    void aVoteOfWeightTwoCountsAsTwoVotes() {
        VoteBatch heavy = new VoteBatch(List.of(new Decisive(0, 1, 0, 2)), List.of(new Tie(1, 2, 1)));
        VoteBatch twice =
                new VoteBatch(List.of(new Decisive(0, 1, 0, 1), new Decisive(0, 1, 0, 1)), List.of(new Tie(1, 2, 1)));
        double[] point = {.2, .5, -.3, -.5};
        assertThat(heavy.weight()).isEqualTo(twice.weight()).isEqualTo(3);
        assertThat(loss(TieModel.RAO_KUPPER, heavy, point))
                .isCloseTo(loss(TieModel.RAO_KUPPER, twice, point), within(1e-12));
    }

    @Test
    void lossesOfTwoBatchesAddUpToTheLossOfBoth() {
        VoteBatch first = new VoteBatch(List.of(new Decisive(0, 1, 0, 1)), List.of());
        VoteBatch second = new VoteBatch(List.of(new Decisive(2, 1, .5, 1)), List.of(new Tie(0, 2, 1)));
        VoteBatch both = new VoteBatch(
                List.of(first.decisive().getFirst(), second.decisive().getFirst()), second.ties());
        double[] point = {.2, .5, -.3, -.5};
        double apart = loss(TieModel.DAVIDSON, first, point) + loss(TieModel.DAVIDSON, second, point);
        assertThat(apart).isCloseTo(loss(TieModel.DAVIDSON, both, point), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(names = {"RAO_KUPPER", "DAVIDSON"})
    void tensorsAgreeWithDoublesFarFromZeroToo(TieModel ties) {
        for (double difference : new double[] {-25, -3, -.1, 0, .7, 25}) {
            for (double parameter : new double[] {-6, -.5, 1.5}) {
                Outcomes exact = ties.outcomes(difference, parameter);
                double[] point = {difference, 0, parameter};
                double win = loss(ties, new VoteBatch(List.of(new Decisive(0, 1, 0, 1)), List.of()), point);
                double tie = loss(ties, new VoteBatch(List.of(), List.of(new Tie(0, 1, 1))), point);
                assertThat(win).isCloseTo(-Math.log(exact.win()), within(1e-9));
                assertThat(tie).isCloseTo(-Math.log(exact.tie()), within(1e-9));
            }
        }
    }

    private static double meanOfThreePairs(TieModel ties, double centring, double... margins) {
        List<Decisive> votes = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> votes.add(new Decisive(i, i + 3, margins[i], 1)));
        VoteBatch batch = new VoteBatch(votes, List.of());
        return new PreferenceLoss(ties, 0, centring)
                        .sum(Tensor.of(CHOSEN_THEN_REJECTED), Tensor.scalar(NO_TIES, DType.F32), batch)
                        .item()
                / batch.weight();
    }

    /** The last number is the parameter, those before it are scores. */
    private static double loss(TieModel ties, VoteBatch votes, double... point) {
        return loss(new PreferenceLoss(ties, 0, 0), votes, point);
    }

    private static double loss(PreferenceLoss loss, VoteBatch votes, double... point) {
        Tensor all = Tensor.of(point);
        int scores = point.length - 1;
        return loss.sum(all.narrow(0, 0, scores), all.select(0, scores), votes).item();
    }

    private static double[] gradient(TieModel ties, VoteBatch votes, double... point) {
        Tensor all = Tensor.of(point).requiresGrad(true);
        int scores = point.length - 1;
        new PreferenceLoss(ties, 0, 0)
                .sum(all.narrow(0, 0, scores), all.select(0, scores), votes)
                .backward();
        return all.grad().orElseThrow().toDoubles();
    }
}
