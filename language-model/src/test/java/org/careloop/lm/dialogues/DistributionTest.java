package org.careloop.lm.dialogues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static DialogueScore scored(double ratio) {
        return DialogueScore.of("d" + ratio, List.of(TurnScore.of(2, 5, ratio, 1)), 0, "mean");
    }

    @Test
    void quantilesLieBetweenTheScoresAndEveryScoreIsInABin() {
        List<DialogueScore> scores = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            scores.add(scored(0.5 + i / 100.0));
        }
        scores.add(DialogueScore.of("one turn", List.of(), 0, "mean"));
        Distribution spread = Distribution.of(scores);

        assertThat(spread.scored()).isEqualTo(101);
        assertThat(spread.unscored()).isEqualTo(1);
        assertThat(spread.mean()).isEqualTo(1, within(1e-9));
        assertThat(spread.helped()).isEqualTo(50 / 101.0, within(1e-9));
        assertThat(spread.quantiles().get("0.25")).isEqualTo(0.75, within(1e-9));
        assertThat(spread.quantiles().get("0.99")).isEqualTo(1.49, within(1e-9));
        assertThat(spread.bins()).hasSize(20);
        assertThat(spread.bins().stream().mapToLong(Distribution.Bin::dialogues).sum())
                .isEqualTo(101);
    }

    @Test
    void equalScoresAreOneBinAndNoScoresAreNone() {
        assertThat(Distribution.of(List.of(scored(0.8), scored(0.8))).bins())
                .containsExactly(new Distribution.Bin(0.8, 0.8, 2));
        assertThat(Distribution.of(List.of()).text()).isEqualTo("0 dialogues with a score, 0 without\n");
    }
}
