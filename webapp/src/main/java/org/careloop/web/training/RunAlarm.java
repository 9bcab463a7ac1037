package org.careloop.web.training;

import java.util.List;

/**
 * What a person should look at in a run.
 *
 * @param figures that its sentence names, in order
 */
public record RunAlarm(Kind kind, List<Object> figures) {

    /** The disease; its sentence names the likely cause and what helps. */
    public enum Kind {
        /** The trainer gave up; figures: its reason, a phrase. */
        FAILED,
        /** The run was never handed over to the workers. */
        NOT_HANDED_OVER,
        /** Nobody takes the run. */
        NO_WORKER,
        /** Whoever had the run is gone. */
        ABANDONED,
        /** Answers grow and the score does not; figures: growth in percent, iterations. */
        LENGTH_WITHOUT_SCORE,
        /** The policy has left the reference; figures: divergence. */
        FAR_FROM_REFERENCE,
        /** Answers do not end by themselves any more; figures: percent that do, of how many answers; 0 where unknown. */
        ENDLESS_ANSWERS
    }

    static RunAlarm of(Kind kind, Object... figures) {
        return new RunAlarm(kind, List.of(figures));
    }
}
