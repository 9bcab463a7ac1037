package org.careloop.lm.train;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.jspecify.annotations.Nullable;

/** Writes {@code status.json}: every change of phase at once, steps at most twice a second. Of several processes one does. */
final class StatusWriter {
    private static final Duration PACE = Duration.ofMillis(500);

    private final RunDirectory directory;
    private final InstantSource clock;
    private final boolean writes;
    private final Instant created;
    private @Nullable Phrase device;
    private RunStatus current;
    private Instant written;
    private long firstStep;
    private Instant loopStart;

    StatusWriter(RunDirectory directory, InstantSource clock, boolean writes) throws IOException {
        this.directory = directory;
        this.clock = clock;
        this.writes = writes;
        this.created = clock.instant();
        this.written = created;
        this.loopStart = created;
        this.current = directory.readStatus().orElse(RunStatus.queued(created));
    }

    RunStatus current() {
        return current;
    }

    void device(Phrase words) {
        device = words;
    }

    /** Begins the steps; the estimated time left is measured from here. */
    void loop(long step, long of) throws IOException {
        firstStep = step;
        loopStart = clock.instant();
        write(new RunStatus(Phase.TRAINING, step, of, null, device, null, loopStart));
    }

    /** Reports a finished step. */
    void step(long step, long of) throws IOException {
        Instant now = clock.instant();
        RunStatus status = new RunStatus(Phase.TRAINING, step, of, left(step, of, now), device, null, now);
        if (step == firstStep + 1 || !now.isBefore(written.plus(PACE))) {
            write(status);
        } else {
            current = status;
        }
    }

    /** Enters a new phase at the same step. */
    void phase(Phase phase, @Nullable Phrase error) throws IOException {
        write(new RunStatus(phase, current.step(), current.of(), null, device, error, clock.instant()));
    }

    private long left(long step, long of, Instant now) {
        long millis = Duration.between(loopStart, now).toMillis();
        return Math.round(millis / 1000.0 * (of - step) / (step - firstStep));
    }

    private void write(RunStatus status) throws IOException {
        current = status;
        written = status.updatedAt();
        if (writes) {
            directory.writeStatus(status);
        }
    }
}
