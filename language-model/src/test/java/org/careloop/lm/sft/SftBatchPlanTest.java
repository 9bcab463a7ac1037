package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SftBatchPlanTest {
    /** Lengths 1 to 100. */
    private static final List<SftExample> EXAMPLES = IntStream.rangeClosed(1, 100)
            .mapToObj(length -> new SftExample(new int[length], new boolean[length]))
            .toList();

    @Test
    void anEpochReadsEveryExampleOnceAndTheNextInAnotherOrder() {
        SftBatchPlan plan = new SftBatchPlan(EXAMPLES, 2, 8, 1);

        assertThat(plan.size()).isEqualTo(26);
        assertThat(examples(plan, 1, 13)).containsExactlyInAnyOrderElementsOf(EXAMPLES);
        assertThat(examples(plan, 14, 26)).containsExactlyInAnyOrderElementsOf(EXAMPLES);
        assertThat(examples(plan, 14, 26)).isNotEqualTo(examples(plan, 1, 13));
    }

    @Test
    void neighboursInLengthGoTogether() {
        SftBatchPlan plan = new SftBatchPlan(EXAMPLES, 1, 10, 1);

        assertThat(LongStream.rangeClosed(1, 10).map(step -> spread(plan.step(step))))
                .allMatch(spread -> spread == 9);
    }

    @Test
    void thePlanFollowsFromItsArguments() {
        assertThat(examples(new SftBatchPlan(EXAMPLES, 1, 8, 5), 1, 13))
                .isEqualTo(examples(new SftBatchPlan(EXAMPLES, 1, 8, 5), 1, 13))
                .isNotEqualTo(examples(new SftBatchPlan(EXAMPLES, 1, 8, 6), 1, 13));
    }

    private static List<SftExample> examples(SftBatchPlan plan, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(plan::step)
                .flatMap(List::stream)
                .toList();
    }

    private static long spread(List<SftExample> batch) {
        return batch.stream().mapToInt(SftExample::length).max().orElseThrow()
                - batch.stream().mapToInt(SftExample::length).min().orElseThrow();
    }
}
