package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run: {@code status.json}, replaced atomically.
 *
 * @param of total number of steps; 0 while unknown
 * @param etaSeconds remaining seconds, estimated by the pace so far
 * @param device the processor or graphics card, in words that a person knows
 * @param error why it failed and how to go on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
        Phase phase,
        long step,
        long of,
        @Nullable Long etaSeconds,
        @Nullable String device,
        @Nullable String error,
        Instant updatedAt) {

    /** What a run is doing. */
    public enum Phase {
        QUEUED,
        LOADING,
        TRAINING,
        SAVING,
        DONE,
        STOPPED,
        FAILED;

        public boolean isOver() {
            return this == DONE || this == STOPPED || this == FAILED;
        }
    }

    public RunStatus {
        RecordChecks.field("phase", phase);
        RecordChecks.field("updatedAt", updatedAt);
    }

    public static RunStatus queued(Instant now) {
        return new RunStatus(Phase.QUEUED, 0, 0, null, null, null, now);
    }
}
