package org.careloop.ppo.dpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DpoLossTest {
    private static final DpoLoss LOSS = new DpoLoss(.1);

    @Test
    void theLeadOfTheChosenOverTheRejectedAsOnPaper() {
        // Leads .1 * (1 - -.5) = .15 and .1 * (0 - 2) = -.2; logarithms of their sigmoids -.6209568, -.7981389.
        assertThat(loss(new float[] {1, 0}, new float[] {-.5f, 2}, new float[] {1, 1}, new float[] {0, 0}, 2))
                .isCloseTo((.6209568 + .7981389) / 2, within(1e-6));
    }

    @Test
    void anUnchangedPolicyHasTheLossOfACoin() {
        assertThat(loss(new float[] {0}, new float[] {0}, new float[] {2}, new float[] {1}, 3))
                .isCloseTo(Math.log(2), within(1e-7));
    }

    @Test
    void dividedVotesPullBothWaysAndEachByItsWeight() {
        double divided = loss(new float[] {1}, new float[] {-.5f}, new float[] {2}, new float[] {1}, 3);
        double forA = loss(new float[] {1}, new float[] {-.5f}, new float[] {1}, new float[] {0}, 1);
        double forB = loss(new float[] {1}, new float[] {-.5f}, new float[] {0}, new float[] {1}, 1);

        assertThat(divided).isCloseTo((2 * forA + forB) / 3, within(1e-6));
    }

    private static double loss(float[] a, float[] b, float[] forA, float[] forB, double divisor) {
        try (Scope scope = Scope.open()) {
            return LOSS.of(
                            Tensor.of(a, a.length),
                            Tensor.of(b, b.length),
                            Tensor.of(forA, a.length),
                            Tensor.of(forB, a.length),
                            divisor)
                    .item();
        }
    }
}
