package org.careloop.web.study;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a study goes, in figures.
 *
 * @param target votes that the study asks for in all
 * @param judged votes that are in
 * @param days judgements of each day that had one, in order; imported votes have no day of their own
 * @param left how often a decided person preferred what stood on the left
 */
public record StudyOverview(
        long comparisons,
        long target,
        long judged,
        List<Day> days,
        Votes votes,
        Proportion left,
        List<Annotator> annotators) {

    /** Judgements made on one day. */
    public record Day(LocalDate date, long judgements) {}

    /** What the votes say, in terms of the stored responses. */
    public record Votes(long first, long same, long second, long bothBad) {
        public long total() {
            return first + same + second + bothBad;
        }
    }

    /**
     * One person's work.
     *
     * @param medianSeconds active time a judgement; empty where no time is known
     */
    public record Annotator(
            String login,
            String name,
            long judged,
            OptionalDouble medianSeconds,
            Proportion left,
            boolean scripted,
            boolean imported) {}

    public boolean isComplete() {
        return target > 0 && judged >= target;
    }
}
