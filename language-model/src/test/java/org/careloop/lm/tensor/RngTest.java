package org.careloop.lm.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RngTest {
    @Test
    void aRestoredStateGivesTheSameNumbersAgain() {
        try (Scope scope = Scope.open()) {
            Rng rng = Rng.seeded(5);
            rng.nextLong();
            byte[] state = rng.state();
            float[] normal = Tensor.randomNormal(rng, 0, 1, 7).toFloats();
            int[] order = rng.permutation(10);

            Rng other = Rng.seeded(99);
            other.restore(state);

            assertThat(Tensor.randomNormal(other, 0, 1, 7).toFloats()).containsExactly(normal);
            assertThat(other.permutation(10)).containsExactly(order);
        }
    }

    @Test
    void aGeneratorMadeInAScopeOutlivesIt() {
        Rng rng;
        try (Scope scope = Scope.open()) {
            rng = Rng.seeded(3);
        }
        assertThat(rng.nextLong()).isEqualTo(Rng.seeded(3).nextLong());
    }

    @Test
    void aPermutationHoldsEveryNumberOnce() {
        assertThat(Rng.seeded(1).permutation(6)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }

    @Test
    void numbersStayBelowTheirBoundAndReachAll() {
        Rng rng = Rng.seeded(2);
        boolean[] seen = new boolean[4];
        for (int i = 0; i < 100; i++) {
            seen[rng.nextInt(4)] = true;
        }
        assertThat(seen).containsOnly(true);
    }
}
