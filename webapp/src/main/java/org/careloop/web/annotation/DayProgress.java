package org.careloop.web.annotation;

import java.time.Duration;

/**
 * A person's work today.
 *
 * @param today comparisons judged since midnight
 * @param waiting comparisons that wait for this person's vote; counted up to {@link #COUNTED}
 * @param activeToday how long the person looked at pairs since midnight, pauses excluded
 */
public record DayProgress(int today, int waiting, Duration activeToday) {
    /** Waiting comparisons are counted up to here; this number means "as many or more". */
    public static final int COUNTED = 100;

    /** The day after one more judgement, as far as the person's own work changes it. */
    public DayProgress after(Duration worked) {
        int left = waiting >= COUNTED ? waiting : Math.max(0, waiting - 1);
        return new DayProgress(today + 1, left, activeToday.plus(worked));
    }
}
