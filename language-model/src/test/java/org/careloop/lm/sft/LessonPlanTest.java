package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LessonPlanTest {
    /** Lengths 1 to 100. */
    private static final List<Lesson> LESSONS = IntStream.rangeClosed(1, 100)
            .mapToObj(length -> new Lesson(new int[length], new boolean[length]))
            .toList();

    @Test
    void anEpochReadsEveryLessonOnceAndTheNextInAnotherOrder() {
        LessonPlan plan = new LessonPlan(LESSONS, 2, 8, 1);

        assertThat(plan.size()).isEqualTo(26);
        assertThat(lessons(plan, 1, 13)).containsExactlyInAnyOrderElementsOf(LESSONS);
        assertThat(lessons(plan, 14, 26)).containsExactlyInAnyOrderElementsOf(LESSONS);
        assertThat(lessons(plan, 14, 26)).isNotEqualTo(lessons(plan, 1, 13));
    }

    @Test
    void neighboursInLengthGoTogether() {
        LessonPlan plan = new LessonPlan(LESSONS, 1, 10, 1);

        assertThat(LongStream.rangeClosed(1, 10).map(step -> spread(plan.step(step))))
                .allMatch(spread -> spread == 9);
    }

    @Test
    void thePlanFollowsFromItsArguments() {
        assertThat(lessons(new LessonPlan(LESSONS, 1, 8, 5), 1, 13))
                .isEqualTo(lessons(new LessonPlan(LESSONS, 1, 8, 5), 1, 13))
                .isNotEqualTo(lessons(new LessonPlan(LESSONS, 1, 8, 6), 1, 13));
    }

    private static List<Lesson> lessons(LessonPlan plan, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(plan::step)
                .flatMap(List::stream)
                .toList();
    }

    private static long spread(List<Lesson> batch) {
        return batch.stream().mapToInt(Lesson::length).max().orElseThrow()
                - batch.stream().mapToInt(Lesson::length).min().orElseThrow();
    }
}
