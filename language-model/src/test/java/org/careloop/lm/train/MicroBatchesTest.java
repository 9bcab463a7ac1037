package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {
    private static final List<String> TEXTS = List.of("ccc", "a", "ddddd", "bb", "eeeee");

    @Test
    void similarLengthsGoTogetherWithinTheBound() {
        assertThat(MicroBatches.of(TEXTS, String::length, 9))
                .containsExactly(List.of("a", "bb", "ccc"), List.of("ddddd"), List.of("eeeee"));
        assertThat(MicroBatches.of(TEXTS, String::length, 10))
                .containsExactly(List.of("a", "bb", "ccc"), List.of("ddddd", "eeeee"));
        assertThat(MicroBatches.of(TEXTS, String::length, 25)).hasSize(1);
    }

    @Test
    void aLongTextGoesAloneWherePaddingTheOthersWouldCostMoreThanAPass() {
        List<Integer> lengths = List.of(100, 110, 400, 105);
        // Together 1,600 places; apart 330 and 400 and one pass more.
        assertThat(MicroBatches.of(lengths, length -> length, 10_000))
                .containsExactly(List.of(100, 105, 110), List.of(400));
        assertThat(MicroBatches.of(List.of(100, 110, 180, 105), length -> length, 10_000))
                .hasSize(1);
    }

    @Test
    void whatIsLargerThanTheBoundGoesAlone() {
        assertThat(MicroBatches.of(TEXTS, String::length, 1)).hasSize(5);
    }

    @Test
    void rowsOfAnItemStayTogether() {
        assertThat(MicroBatches.of(TEXTS, String::length, text -> 2, 12))
                .containsExactly(List.of("a", "bb"), List.of("ccc"), List.of("ddddd"), List.of("eeeee"));
    }

    @Test
    void noItemsGiveNoBatch() {
        assertThat(MicroBatches.of(List.<String>of(), String::length, 9)).isEmpty();
    }
}
