package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KlControllerTest {
    private static final KlController ADAPTIVE = new KlController.Adaptive(.05, 6, 10_000);

    @Test
    void betaRisesWhenThePolicyStraysAndFallsWhenItStays() {
        // Error (6.6 - 6) / 6 = .1, times 64 of 10,000.
        assertThat(ADAPTIVE.after(6.6, 64).beta()).isCloseTo(.05 * 1.00064, within(1e-15));
        assertThat(ADAPTIVE.after(5.4, 64).beta()).isCloseTo(.05 * .99936, within(1e-15));
        assertThat(ADAPTIVE.after(6, 64).beta()).isEqualTo(.05);
    }

    @Test
    void anAbsurdDivergenceMovesBetaNoFurtherThanALargeOne() {
        assertThat(ADAPTIVE.after(-233, 64).beta())
                .isEqualTo(ADAPTIVE.after(0, 64).beta())
                .isPositive();
        assertThat(ADAPTIVE.after(1e6, 64).beta()).isEqualTo(.05 * (1 + .2 * 64 / 10_000));
    }

    @Test
    void aFixedBetaStays() {
        assertThat(new KlController.Fixed(.05).after(100, 64).beta()).isEqualTo(.05);
    }
}
