package org.careloop.ppo.worker;

import java.io.IOException;
import java.nio.file.Files;
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
import java.util.stream.Stream;
import org.careloop.run.Failure;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;

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

    /** A run directory and its {@code run.json}. */
    record Waiting(RunDirectory directory, RunSpec spec) {}

    private record Refused(String why, Instant until) {}

    /** The oldest waiting run. */
    Optional<Waiting> next() throws IOException {
        List<Waiting> waiting = new ArrayList<>();
        for (Path path : directories()) {
            waiting(new RunDirectory(path)).ifPresent(waiting::add);
        }
        return waiting.stream().min(Comparator.comparing(run -> run.spec().createdAt()));
    }

    private List<Path> directories() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            // The name of a run that is still being prepared ends in .new.
            return entries.filter(path -> Files.exists(path.resolve("run.json")))
                    .filter(path -> !path.toString().endsWith(".new"))
                    .filter(path -> !isLeftAlone(path))
                    .sorted()
                    .toList();
        }
    }

    private boolean isLeftAlone(Path path) {
        Refused known = refused.get(path);
        return known != null && known.until().isAfter(clock.instant());
    }

    private Optional<Waiting> waiting(RunDirectory directory) {
        try {
            RunStatus status = directory.readStatus().orElse(RunStatus.queued(clock.instant()));
            if (status.phase().isOver() || directory.isClaimed()) {
                return Optional.empty();
            }
            return Optional.of(new Waiting(directory, directory.readSpec()));
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
