package org.careloop.ppo.dpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.reward.likelihood.PreferenceLoss;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.reward.likelihood.VoteBatch.Decisive;
import org.careloop.reward.likelihood.VoteBatch.Tie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DpoLossTest {
    private static final double BETA = .1;

    private final Scope scope = Scope.open();

    @AfterEach
    void freeTensors() {
        scope.close();
    }

    @Test
    void theLeadOfTheChosenOverTheRejectedAsOnPaper() {
        // Leads .1 * (1 - -.5) = .15 and .1 * (0 - 2) = -.2; logarithms of their sigmoids -.6209568, -.7981389.
        VoteBatch votes = new VoteBatch(List.of(new Decisive(0, 2, 0, 1), new Decisive(1, 3, 0, 1)), List.of());

        assertThat(loss(plain(), votes, 0, 1, 0, -.5, 2)).isCloseTo(.6209568 + .7981389, within(1e-6));
    }

    @Test
    void anUnchangedPolicyHasTheLossOfACoin() {
        VoteBatch votes = new VoteBatch(List.of(new Decisive(0, 1, 0, 2), new Decisive(1, 0, 0, 1)), List.of());

        assertThat(loss(plain(), votes, 0, 0, 0)).isCloseTo(3 * Math.log(2), within(1e-12));
    }

    @Test
    void aClearVoteAsksForItsLeadInRewardsAndATieHasALossOfItsOwn() {
        PreferenceLoss raoKupper = new PreferenceLoss(TieModel.RAO_KUPPER, 0, 0);
        VoteBatch votes = new VoteBatch(List.of(new Decisive(0, 1, .5, 1)), List.of(new Tie(0, 1, 1)));

        // Lead .3, margin .5, threshold e^-1: -ln s(.3 - .5 - .3678794) = 1.0168675; tie -ln(s(.6678794) -
        // s(-.0678794)) = 1.7260194.
        assertThat(loss(raoKupper, votes, -1, 2, -1)).isCloseTo(1.0168675 + 1.7260194, within(1e-6));
    }

    @Test
    void theGradientIsThatOfNumericDifferences() {
        PreferenceLoss all = new PreferenceLoss(TieModel.RAO_KUPPER, .1, .05);
        VoteBatch votes = new VoteBatch(
                List.of(new Decisive(0, 2, .5, 1), new Decisive(2, 0, 0, 1), new Decisive(3, 1, 1, .5)),
                List.of(new Tie(0, 2, 1), new Tie(1, 3, 2)));
        double[] point = {-20, -31.5, -24, -28, -.7}; // log-probabilities of four responses, then the tie parameter
        double[] gradient = gradient(all, votes, point);
        for (int i = 0; i < point.length; i++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double slope = (at(all, votes, Tensor.of(up)).item()
                            - at(all, votes, Tensor.of(down)).item())
                    / 2e-5;
            assertThat(gradient[i]).as("input %d", i).isCloseTo(slope, within(1e-8));
            assertThat(Math.abs(gradient[i])).isGreaterThan(1e-3);
        }
    }

    private static double[] gradient(PreferenceLoss likelihood, VoteBatch votes, double[] point) {
        Tensor all = Tensor.of(point).requiresGrad(true);
        at(likelihood, votes, all).backward();
        return all.grad().orElseThrow().toDoubles();
    }

    private static Tensor at(PreferenceLoss likelihood, VoteBatch votes, Tensor point) {
        Tensor reference = Tensor.of(new double[] {-22, -30, -23, -29});
        return new DpoLoss(BETA, likelihood).sum(point.narrow(0, 0, 4), reference, point.select(0, 4), votes);
    }

    private static PreferenceLoss plain() {
        return new PreferenceLoss(TieModel.NONE, 0, 0);
    }

    /** @param logRatios of policy to reference, by response */
    private static double loss(PreferenceLoss likelihood, VoteBatch votes, double tie, double... logRatios) {
        Tensor reference = Tensor.of(new double[logRatios.length]);
        Tensor parameter = Tensor.of(new double[] {tie}).select(0, 0);
        return new DpoLoss(BETA, likelihood)
                .sum(Tensor.of(logRatios), reference, parameter, votes)
                .item();
    }
}
