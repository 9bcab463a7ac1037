package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.careloop.lm.train.Schedule.Shape;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void theRateRisesInAStraightLineOverTheWarmUp() {
        Schedule schedule = new Schedule(Shape.COSINE, 4, 10);
        assertThat(schedule.rate(2, 1)).isEqualTo(0.5);
        assertThat(schedule.rate(2, 4)).isEqualTo(2);
        assertThat(schedule.rate(2, 5)).isEqualTo(2);
    }

    @Test
    void eachShapeFallsInItsOwnWay() {
        assertThat(new Schedule(Shape.CONSTANT, 0, 10).rate(1, 10)).isEqualTo(1);
        assertThat(new Schedule(Shape.LINEAR, 0, 10).rate(1, 6)).isCloseTo(0.5, within(1e-12));
        assertThat(new Schedule(Shape.COSINE, 0, 10).rate(1, 6)).isCloseTo(0.5, within(1e-12));
        assertThat(new Schedule(Shape.COSINE, 0, 10).rate(1, 10)).isCloseTo(0.0244717, within(1e-6));
    }

    @Test
    void aWarmUpLongerThanTheRunIsRefused() {
        assertThatThrownBy(() -> new Schedule(Shape.LINEAR, 11, 10)).hasMessageContaining("warm-up of 11 steps");
    }
}
