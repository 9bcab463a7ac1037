package org.careloop.ppo.best;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.careloop.run.health.RunCourse.AnsweredAgain;
import org.careloop.run.health.RunCourse.BestOf;
import org.junit.jupiter.api.Test;

class BestOfNTest {
    @Test
    void theBestOfTwoIsTheMeanOverAllPairs() {
        // Pairs of 1, 2, 3, 6: 2, 3, 6, 3, 6, 6.
        assertThat(BestOfN.expected(new double[] {6, 1, 3, 2}, 2)).isCloseTo(26 / 6.0, within(1e-12));
        assertThat(BestOfN.expected(new double[] {6, 1, 3, 2}, 1)).isCloseTo(3, within(1e-12));
        assertThat(BestOfN.expected(new double[] {6, 1, 3, 2}, 4)).isCloseTo(6, within(1e-12));
        // Triples: 3, 6, 6, 6.
        assertThat(BestOfN.expected(new double[] {6, 1, 3, 2}, 3)).isCloseTo(21 / 4.0, within(1e-12));
    }

    @Test
    void theDivergenceOfChoosingIsBounded() {
        List<BestOf> all = BestOfN.of(List.of(new double[16], new double[16]));

        assertThat(all).extracting(BestOf::answers).containsExactly(1, 2, 4, 8, 16);
        assertThat(all.getFirst().divergence()).isZero();
        assertThat(all.getLast().divergence()).isCloseTo(Math.log(16) - 15 / 16.0, within(1e-12));
    }

    @Test
    void promptsAreTheObservations() {
        List<BestOf> all = BestOfN.of(List.of(new double[] {1, 3}, new double[] {2, 8}));

        // Means 2 and 5, best 3 and 8: standard errors 1.5 and 2.5.
        assertThat(all.getFirst().score()).isEqualTo(3.5);
        assertThat(all.getFirst().high()).isCloseTo(3.5 + 1.959964 * 1.5, within(1e-9));
        assertThat(all.getLast().score()).isEqualTo(5.5);
        assertThat(all.getLast().low()).isCloseTo(5.5 - 1.959964 * 2.5, within(1e-9));
        assertThat(BestOfN.of(List.of(new double[] {1, 3})).getFirst().low()).isNull();
    }

    /** Prompts differ far more than the two models do: only the pairs tell. */
    @Test
    void twoModelsAreComparedPromptByPrompt() {
        List<double[]> before = List.of(new double[] {-10, -8}, new double[] {0, 2}, new double[] {9, 11});
        List<double[]> after = List.of(new double[] {-8, -8}, new double[] {2, 4}, new double[] {12, 14});

        AnsweredAgain compared = BestOfN.compared(before, after);

        // Means -9, 1, 10 and -8, 3, 13: changes 1, 2 and 3, their standard error 1 / sqrt 3.
        assertThat(compared.n()).isEqualTo(3);
        assertThat(compared.answers()).isEqualTo(2);
        assertThat(compared.before()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(compared.after()).isCloseTo(8 / 3.0, within(1e-12));
        assertThat(compared.change()).isCloseTo(2, within(1e-12));
        assertThat(compared.low()).isCloseTo(2 - 1.959964 / Math.sqrt(3), within(1e-9));
        assertThat(compared.high()).isCloseTo(2 + 1.959964 / Math.sqrt(3), within(1e-9));
        assertThat(BestOfN.compared(before.subList(0, 1), after.subList(0, 1)).low())
                .isNull();
    }
}
