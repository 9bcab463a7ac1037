package org.careloop.web.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private static List<StudyOverview.Day> steady(int days, long votes) {
        return IntStream.rangeClosed(1, days)
                .mapToObj(i -> new StudyOverview.Day(MONDAY.minusDays(days + 1 - i), votes))
                .toList();
    }

    @Test
    void aSteadyPaceEndsOnTheDayThatArithmeticGives() {
        assertThat(Forecast.of(100, steady(14, 10), MONDAY))
                .isEqualTo(new Forecast.Between(MONDAY.plusDays(9), MONDAY.plusDays(9)));
    }

    @Test
    void weekendsAreDrawnFromWeekends() {
        List<StudyOverview.Day> workdays = steady(21, 10).stream()
                .filter(day -> !Forecast.isWeekend(day.date()))
                .toList();
        // Five working days a week: the hundredth vote falls on the Friday of the second week.
        assertThat(Forecast.of(100, workdays, MONDAY))
                .isEqualTo(new Forecast.Between(LocalDate.of(2026, 3, 13), LocalDate.of(2026, 3, 13)));
    }

    @Test
    void anUnevenPaceGivesAnInterval() {
        List<StudyOverview.Day> uneven = IntStream.rangeClosed(1, 14)
                .mapToObj(i -> new StudyOverview.Day(MONDAY.minusDays(15 - i), i % 2 == 0 ? 2 : 40))
                .toList();
        assertThat(Forecast.of(1000, uneven, MONDAY)).isInstanceOfSatisfying(Forecast.Between.class, between -> {
            assertThat(between.early()).isBefore(MONDAY.plusDays(48));
            assertThat(between.late()).isAfter(MONDAY.plusDays(48));
        });
    }

    @Test
    void fewDaysAndAStandstillGiveNoDate() {
        assertThat(Forecast.of(100, steady(4, 10), MONDAY)).isEqualTo(new Forecast.TooFewDays(4));
        assertThat(Forecast.of(100_000, steady(14, 10), MONDAY)).isEqualTo(new Forecast.OutOfSight());
        List<StudyOverview.Day> longAgo = steady(14, 10).stream()
                .map(day -> new StudyOverview.Day(day.date().minusDays(60), day.votes()))
                .toList();
        assertThat(Forecast.of(10, longAgo, MONDAY)).isEqualTo(new Forecast.OutOfSight());
        assertThat(Forecast.of(0, List.of(), MONDAY)).isEqualTo(new Forecast.Done());
    }
}
