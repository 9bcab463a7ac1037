package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RolloutScoresTest {
    private static RolloutScores scores(double[] policy, double[] reference) {
        return new RolloutScores(policy, reference, new double[policy.length], new double[policy.length], 0);
    }

    @Test
    void tokensThatTheReferenceLikesBetterMakeK1NegativeAndK3Positive() {
        RolloutScores scores = scores(new double[] {-1.5, -2}, new double[] {-1, -1.5});
        assertThat(scores.kl()).isEqualTo(-1);
        // 2 (e^0.5 - 1 - 0.5)
        assertThat(scores.klK3()).isCloseTo(.297442541400256, within(1e-12));
    }

    @Test
    void tokensThatThePolicyLikesBetterMakeBothPositive() {
        RolloutScores scores = scores(new double[] {-1, -.25}, new double[] {-2, -.25});
        assertThat(scores.kl()).isEqualTo(1);
        // e^-1 - 1 + 1
        assertThat(scores.klK3()).isCloseTo(.367879441171442, within(1e-12));
    }

    @Test
    void anUnchangedPolicyHasNoDivergence() {
        assertThat(scores(new double[] {-1, -2}, new double[] {-1, -2}).klK3()).isZero();
    }
}
