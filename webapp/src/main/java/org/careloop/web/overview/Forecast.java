package org.careloop.web.overview;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Estimates when all votes of a study will be given, by the pace of the last weeks. */
public sealed interface Forecast {
    /** The days that the pace is measured over; the last is yesterday. */
    int WINDOW = 21;

    /** With fewer days with votes there is no forecast. */
    int FEWEST = 5;

    /** No date beyond this is given. */
    int HORIZON = 366;

    /** Number of simulated futures. */
    int DRAWS = 1000;

    /** Eight in ten of the simulated futures end between these days. */
    record Between(LocalDate early, LocalDate late) implements Forecast {}

    /** Too few days with votes to say. */
    record TooFewDays(int days) implements Forecast {}

    /** At this pace it takes more than a year, or there were no votes lately. */
    record OutOfSight() implements Forecast {}

    /** All votes are given. */
    record Done() implements Forecast {}

    /**
     * Simulates future days by drawing from past days, weekends from weekends, until all votes are given.
     *
     * @param remaining votes still to come
     * @param days votes of each day that had one
     * @param today it is not over and is left out of the pace
     */
    static Forecast of(long remaining, List<StudyOverview.Day> days, LocalDate today) {
        if (remaining <= 0) {
            return new Done();
        }
        List<StudyOverview.Day> past =
                days.stream().filter(day -> day.date().isBefore(today)).toList();
        if (past.size() < FEWEST) {
            return new TooFewDays(past.size());
        }
        Map<Boolean, List<Long>> pace = pace(past, today);
        RandomGenerator random = new SplittableRandom(remaining);
        int[] ends = new int[DRAWS];
        Arrays.setAll(ends, i -> end(remaining, pace, today, random));
        Arrays.sort(ends);
        int late = ends[DRAWS * 9 / 10];
        return late > HORIZON ? new OutOfSight() : new Between(today.plusDays(ends[DRAWS / 10]), today.plusDays(late));
    }

    /** Votes a day of the window, weekends apart from the other days; days without votes are zeros. */
    private static Map<Boolean, List<Long>> pace(List<StudyOverview.Day> past, LocalDate today) {
        Map<LocalDate, Long> votes =
                past.stream().collect(Collectors.toMap(StudyOverview.Day::date, StudyOverview.Day::votes));
        LocalDate first = past.getFirst().date();
        LocalDate start = first.isBefore(today.minusDays(WINDOW)) ? today.minusDays(WINDOW) : first;
        List<Long> week = new ArrayList<>();
        List<Long> weekend = new ArrayList<>();
        for (LocalDate day = start; day.isBefore(today); day = day.plusDays(1)) {
            (isWeekend(day) ? weekend : week).add(votes.getOrDefault(day, 0L));
        }
        return Map.of(false, week, true, weekend);
    }

    private static int end(long remaining, Map<Boolean, List<Long>> pace, LocalDate today, RandomGenerator random) {
        long left = remaining;
        for (int day = 0; day <= HORIZON; day++) {
            List<Long> like = pace.getOrDefault(isWeekend(today.plusDays(day)), List.of());
            left -= like.isEmpty() ? 0 : like.get(random.nextInt(like.size()));
            if (left <= 0) {
                return day;
            }
        }
        return HORIZON + 1;
    }

    /** Saturday or Sunday. */
    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
