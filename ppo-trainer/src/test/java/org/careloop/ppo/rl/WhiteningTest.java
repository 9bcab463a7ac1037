package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    @Test
    void longRowsCountByTheirTokensNotAsOneRow() {
        List<double[]> white = new Whitening().overAll(List.of(new double[] {1, 2, 3, 4, 5}, new double[] {9}));

        double[] all = white.stream().flatMapToDouble(Arrays::stream).toArray();
        assertThat(Arrays.stream(all).sum()).isCloseTo(0, within(1e-12));
        assertThat(Arrays.stream(all).map(x -> x * x).sum() / 5).isCloseTo(1, within(1e-7));
        // Mean 4, squares 9 + 4 + 1 + 0 + 1 + 25 = 40, variance 8.
        assertThat(white.getLast()[0]).isCloseTo(5 / Math.sqrt(8), within(1e-7));
    }

    @Test
    void equalTokensBecomeZeroNotInfinite() {
        assertThat(new Whitening()
                        .overAll(List.of(new double[] {3, 3}, new double[] {3}))
                        .getFirst())
                .containsExactly(0, 0);
        assertThat(new Whitening().overAll(List.of(new double[] {3})).getFirst())
                .containsExactly(0);
    }

    @Test
    void anIterationOfNoiseIsNotMadeAsLoudAsTheSignalBeforeIt() {
        Whitening whitening = new Whitening();
        whitening.overAll(List.of(new double[] {-1}, new double[] {1}, new double[] {-1}, new double[] {1}));

        // Squares 4 of four tokens, then .04 of four more: the root of 4.04 over 7.
        List<double[]> noise = whitening.overAll(List.of(new double[] {-.1, .1}, new double[] {-.1, .1}));
        assertThat(noise.getFirst()[1]).isCloseTo(.1 / Math.sqrt(4.04 / 7), within(1e-7));
        assertThat(whitening.state().tokens()).isEqualTo(8);
    }

    @Test
    void whatIsTakenOffARowIsTheMeanOfTheOthers() {
        List<double[]> rows = List.of(new double[] {1}, new double[] {3}, new double[] {8}, new double[] {4});

        // Mean 4, squares 9 + 1 + 16 + 0 = 26, over 3. Of pairs: 1 - 6, 3 - 6, 8 - 2, 4 - 2.
        double deviation = Math.sqrt(26 / 3.0);
        List<double[]> white = new Whitening().withoutOwn(rows, 2);
        assertThat(white.stream().mapToDouble(row -> row[0] * deviation).toArray())
                .containsExactly(new double[] {-5, -3, 6, 2}, within(1e-6));
        // A single group has no others.
        assertThat(new Whitening().withoutOwn(rows.subList(0, 2), 2).getFirst()[0])
                .isCloseTo(1 / Math.sqrt(2), within(1e-6));
    }
}
