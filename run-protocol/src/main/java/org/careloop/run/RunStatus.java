package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run: {@code status.json}, replaced atomically.
 *
 * @param of total number of steps; 0 while unknown
 * @param etaSeconds remaining seconds, estimated by the pace so far
 * @param device the processor or graphics card, in words that a person knows, in English
 * @param error why it failed and how to go on, in English
 * @param words both for a screen, which says them in the language of its reader; null where English is all there is, as in
 *     the files of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(
        Phase phase,
        long step,
        long of,
        @Nullable Long etaSeconds,
        @Nullable String device,
        @Nullable String error,
        Instant updatedAt,
        @Nullable Words words) {

    /** What screens translate. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Words(@Nullable Phrase device, @Nullable Phrase error) {}

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

    public RunStatus(
            Phase phase,
            long step,
            long of,
            @Nullable Long etaSeconds,
            @Nullable Phrase device,
            @Nullable Phrase error,
            Instant updatedAt) {
        this(
                phase,
                step,
                of,
                etaSeconds,
                device == null ? null : device.english(),
                error == null ? null : error.english(),
                updatedAt,
                device == null && error == null ? null : new Words(device, error));
    }

    /** The device for a screen. */
    public Optional<Phrase> deviceWords() {
        return Optional.ofNullable(words)
                .map(Words::device)
                .or(() -> Optional.ofNullable(device).map(Phrase::verbatim));
    }

    /** Why it failed and how to go on, for a screen. */
    public Optional<Phrase> errorWords() {
        return Optional.ofNullable(words)
                .map(Words::error)
                .or(() -> Optional.ofNullable(error).map(Phrase::verbatim));
    }

    public static RunStatus queued(Instant now) {
        return new RunStatus(Phase.QUEUED, 0, 0, null, null, null, now);
    }
}
