package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.preference.PromptGroup;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    @Test
    void everyEpochReadsEveryPromptOnceWithAllItsPairs() {
        List<EncodedGroup> groups = groups(3, 1, 5, 2, 4);
        BatchPlan plan = new BatchPlan(groups, 2, 6, 1);
        List<EncodedGroup> read = new ArrayList<>();
        for (int step = 1; step <= plan.size(); step++) {
            read.addAll(plan.step(step));
        }
        assertThat(read.subList(0, 5)).containsExactlyInAnyOrderElementsOf(groups);
        assertThat(read.subList(5, 10)).containsExactlyInAnyOrderElementsOf(groups);
    }

    @Test
    void aStepEndsOnceItHasEnoughPairs() {
        BatchPlan plan = new BatchPlan(groups(2, 2, 2, 2, 2), 1, 4, 1);
        assertThat(IntStream.rangeClosed(1, plan.size())
                        .mapToObj(step -> plan.step(step).size()))
                .containsExactly(2, 2, 1);
    }

    @Test
    void theSeedAloneDecidesTheOrder() {
        List<EncodedGroup> groups = groups(1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(new BatchPlan(groups, 1, 8, 3).step(1)).isEqualTo(new BatchPlan(groups, 1, 8, 3).step(1));
        assertThat(new BatchPlan(groups, 1, 8, 3).step(1)).isNotEqualTo(new BatchPlan(groups, 1, 8, 4).step(1));
    }

    @Test
    void microBatchesKeepSimilarLengthsTogetherWithinTheLimit() {
        List<EncodedGroup> step = groups(9, 1, 8, 2); // longest sequence of a group: as many tokens as it has pairs
        List<List<EncodedGroup>> parts = BatchPlan.microBatches(step, 8);
        assertThat(parts)
                .extracting(part -> part.stream().map(EncodedGroup::longest).toList())
                .containsExactly(List.of(1, 2), List.of(8), List.of(9));
        assertThat(BatchPlan.microBatches(step, 1_000)).hasSize(1);
    }

    /** One group for each number: so many pairs, two sequences of which the longer has as many tokens. */
    private static List<EncodedGroup> groups(int... pairs) {
        return IntStream.range(0, pairs.length)
                .mapToObj(i -> group(i, pairs[i]))
                .toList();
    }

    private static EncodedGroup group(int number, int pairs) {
        List<Vote> votes = List.of(new Vote("clinician-1", Verdict.A));
        List<PromptGroup.Pair> list = IntStream.range(0, pairs)
                .mapToObj(pair -> new PromptGroup.Pair(number + "-" + pair, 0, 1, "en", votes))
                .toList();
        PromptGroup group = new PromptGroup(List.of(Message.user("question " + number)), List.of("a", "b"), list);
        return new EncodedGroup(group, List.of(new int[pairs], new int[1]));
    }
}
