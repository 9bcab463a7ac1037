package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptOrderTest {
    @Test
    void everyPromptIsAnsweredOnceBeforeAnyIsAnsweredTwice() {
        PromptOrder order = new PromptOrder(6, 4, 7);
        List<Integer> twelve = new ArrayList<>();
        for (int iteration = 1; iteration <= 3; iteration++) {
            twelve.addAll(order.of(iteration));
        }

        assertThat(twelve.subList(0, 6)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(twelve.subList(6, 12)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(twelve.subList(0, 6)).isNotEqualTo(twelve.subList(6, 12));
    }

    @Test
    void fewPromptsAreAnsweredSeveralTimesInAnIteration() {
        assertThat(new PromptOrder(2, 6, 1).of(1))
                .hasSize(6)
                .filteredOn(prompt -> prompt == 0)
                .hasSize(3);
    }

    @Test
    void anIterationDependsOnTheSeedAloneNotOnThoseBefore() {
        assertThat(new PromptOrder(50, 8, 3).of(9)).isEqualTo(new PromptOrder(50, 8, 3).of(9));
        assertThat(new PromptOrder(50, 8, 3).of(9)).isNotEqualTo(new PromptOrder(50, 8, 4).of(9));
    }

    @Test
    void passesOfDifferentSeedsNeverShareTheirOrder() {
        Set<List<Integer>> orders = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            for (int pass = 1; pass <= 20; pass++) {
                orders.add(new PromptOrder(30, 30, seed).of(pass));
            }
        }
        assertThat(orders).hasSize(400);
    }
}
