package org.careloop.ppo.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.careloop.run.Failure;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.worker.WaitingRun;

/**
 * The runs of a folder that no process works on: queued ones, and those whose process died. A directory that cannot be read
 * fails by itself; one whose status cannot even be written is left alone for a minute, and nothing else waits for it.
 */
final class WaitingRuns {
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private final Path folder;
    private final InstantSource clock;
    private final Consumer<String> lines;
    private final Map<Path, Refused> refused = new HashMap<>();

    /** @param lines takes what a person should know of a directory that cannot say it itself */
    WaitingRuns(Path folder, InstantSource clock, Consumer<String> lines) {
        this.folder = folder;
        this.clock = clock;
        this.lines = lines;
    }

    private record Refused(String why, Instant until) {}

    /** The waiting run of the highest priority, the oldest of several. */
    Optional<WaitingRun> next() throws IOException {
        List<WaitingRun> waiting = new ArrayList<>();
        for (Path path : WaitingRun.directories(folder)) {
            if (!isLeftAlone(path)) {
                waiting(new RunDirectory(path)).ifPresent(waiting::add);
            }
        }
        return waiting.stream().min(Comparator.naturalOrder());
    }

    private boolean isLeftAlone(Path path) {
        Refused known = refused.get(path);
        return known != null && known.until().isAfter(clock.instant());
    }

    private Optional<WaitingRun> waiting(RunDirectory directory) {
        try {
            return WaitingRun.in(directory);
        } catch (IOException | RuntimeException unreadable) {
            fail(directory, unreadable);
            return Optional.empty();
        }
    }

    /** Writes into the status of a run why nothing can be done with it, or says it where that cannot be written either. */
    void fail(RunDirectory directory, Exception problem) {
        Phrase why = Failure.words(problem);
        try {
            directory.writeStatus(new RunStatus(Phase.FAILED, 0, 0, null, null, why, clock.instant()));
            refused.remove(directory.path());
        } catch (IOException | RuntimeException e) {
            leaveAlone(directory, "%s; and its status cannot be written: %s".formatted(why, Failure.words(e)));
        }
    }

    private void leaveAlone(RunDirectory directory, String why) {
        Refused before =
                refused.put(directory.path(), new Refused(why, clock.instant().plus(LEFT_ALONE)));
        if (before == null || !before.why().equals(why)) {
            lines.accept("run %s is left alone, looked at again every minute: %s"
                    .formatted(directory.path().getFileName(), why));
        }
    }
}
