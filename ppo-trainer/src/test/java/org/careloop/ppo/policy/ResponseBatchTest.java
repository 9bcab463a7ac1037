package org.careloop.ppo.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.junit.jupiter.api.Test;

class ResponseBatchTest {
    private static final List<Sequence> SEQUENCES = List.of(
            new Sequence(new int[] {1, 2}, new int[] {3, 4, 2}), new Sequence(new int[] {1, 2, 2, 2}, new int[] {2}));

    @Test
    void aPlaceBelongsToTheTokenAfterItAndPaddingToNone() {
        try (Scope scope = Scope.open()) {
            ResponseBatch batch = ResponseBatch.of(SEQUENCES, Device.CPU);

            assertThat(batch.tokens().length()).isEqualTo(5);
            // Row 0: tokens 2, 3, 4 at places 1, 2, 3. Row 1: token 4 at place 3, however often its id stands before.
            assertThat(batch.wanted().toInts()).containsExactly(0, 1, 1, 1, 0, 0, 0, 1);
        }
    }

    @Test
    void rowsAreTheInverseOfSpread() {
        try (Scope scope = Scope.open()) {
            ResponseBatch batch = ResponseBatch.of(SEQUENCES, Device.CPU);
            List<double[]> rows = List.of(new double[] {.5, -1, 2}, new double[] {-4});

            assertThat(batch.spread(rows).toDoubles()).containsExactly(0, .5, -1, 2, 0, 0, 0, -4);
            assertThat(batch.rows(batch.spread(rows))).containsExactly(rows.get(0), rows.get(1));
        }
    }
}
