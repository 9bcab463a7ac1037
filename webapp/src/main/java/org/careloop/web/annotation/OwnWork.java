package org.careloop.web.annotation;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * What a person has done so far, in all studies.
 *
 * @param judged comparisons judged
 * @param thisWeek of them since Monday
 * @param active how long the person looked at pairs, pauses excluded
 * @param days those with work, the oldest first, of the last twelve weeks
 * @param repeats how many comparisons the person judged a second time without being told, sides swapped
 * @param repeatsSame how many of them with the same verdict
 */
public record OwnWork(int judged, int thisWeek, Duration active, List<Day> days, int repeats, int repeatsSame) {

    /** One day's work; a day begins at the midnight of the person's time zone. */
    public record Day(LocalDate day, int judged, Duration active) {}
}
