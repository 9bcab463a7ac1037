package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    @Test
    void longRowsCountByTheirTokensNotAsOneRow() {
        List<double[]> white = Whitening.overAll(List.of(new double[] {1, 2, 3, 4, 5}, new double[] {9}));

        double[] all = white.stream().flatMapToDouble(Arrays::stream).toArray();
        assertThat(Arrays.stream(all).sum()).isCloseTo(0, within(1e-12));
        assertThat(Arrays.stream(all).map(x -> x * x).sum() / 5).isCloseTo(1, within(1e-7));
        // Mean 4, squares 9 + 4 + 1 + 0 + 1 + 25 = 40, variance 8.
        assertThat(white.getLast()[0]).isCloseTo(5 / Math.sqrt(8), within(1e-7));
    }

    @Test
    void equalTokensBecomeZeroNotInfinite() {
        assertThat(Whitening.overAll(List.of(new double[] {3, 3}, new double[] {3}))
                        .getFirst())
                .containsExactly(0, 0);
        assertThat(Whitening.overAll(List.of(new double[] {3})).getFirst()).containsExactly(0);
    }
}
