package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KlControllerTest {
    private static final KlController ADAPTIVE =
            new KlController.Adaptive(6, 10, .0125, new KlController.State(.05, 0));

    @Test
    void betaRisesAtOnceWhileThePolicyStraysAndALittleOfItStays() {
        // Error (9 - 6) / 6 = .5: all of it now, a tenth of it for good.
        KlController strayed = ADAPTIVE.after(9);
        assertThat(strayed.beta()).isCloseTo(.05 * Math.exp(.05 + .5), within(1e-15));
        assertThat(strayed.after(6).beta()).isCloseTo(.05 * Math.exp(.05), within(1e-15));
    }

    @Test
    void betaFallsSlowlyWhileThePolicyStaysAndNotBelowAQuarterOfItsStart() {
        assertThat(ADAPTIVE.after(3).beta()).isCloseTo(.05 * Math.exp(-.05), within(1e-15));
        KlController controller = ADAPTIVE;
        for (int i = 0; i < 100; i++) {
            controller = controller.after(0);
        }
        assertThat(controller.beta()).isEqualTo(.0125);
    }

    @Test
    void anAbsurdDivergenceMovesBetaNoFurtherThanALargeOne() {
        assertThat(ADAPTIVE.after(-233).beta())
                .isEqualTo(ADAPTIVE.after(0).beta())
                .isPositive();
        assertThat(ADAPTIVE.after(1e6).beta()).isCloseTo(.05 * Math.exp(1.1), within(1e-15));
    }

    /** The horizon is a share of the run, so that a short run is steered as far as a long one. */
    @ParameterizedTest
    @ValueSource(ints = {20, 100, 1000})
    void aDivergenceOfTwiceItsTargetMultipliesBetaWithinARunOfAnyLength(int iterations) {
        OnPolicySettings settings = Settings.apply(PpoSettings.class, Map.of("klHorizon", .1));
        KlController controller = KlController.of(settings.kl(), iterations);
        for (int i = 0; i < iterations; i++) {
            controller = controller.after(12);
        }
        assertThat(controller.state().base()).isCloseTo(.05 * Math.exp(10), within(1e-6));
    }

    @Test
    void aFixedBetaStaysButForARollback() {
        KlController fixed = new KlController.Fixed(.05);
        assertThat(fixed.after(100).beta()).isEqualTo(.05);
        assertThat(fixed.doubled().beta()).isEqualTo(.1);
    }
}
