package org.careloop.run.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;

/**
 * A run that no process works on and that is not over: a queued one, or one whose process died. Ordered as workers take them:
 * by priority, then the oldest first, then by id, so that every host finds the same order.
 *
 * @param spec its {@code run.json}
 */
public record WaitingRun(RunDirectory directory, RunSpec spec, Priority priority) implements Comparable<WaitingRun> {
    private static final Comparator<WaitingRun> ORDER = Comparator.comparing(WaitingRun::priority)
            .thenComparing(run -> run.spec().createdAt())
            .thenComparing(run -> run.spec().id());

    @Override
    public int compareTo(WaitingRun other) {
        return ORDER.compare(this, other);
    }

    /** The directories of a folder that hold an order for a run. */
    public static List<Path> directories(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            // The name of a run that is still being prepared ends in .new.
            return entries.filter(path -> Files.exists(path.resolve("run.json")))
                    .filter(path -> !path.toString().endsWith(".new"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The run of a directory, if it waits.
     *
     * @throws BadInput when a file of the directory does not hold what it should
     */
    public static Optional<WaitingRun> in(RunDirectory directory) throws IOException {
        boolean over = directory
                .readStatus()
                .map(RunStatus::phase)
                .filter(RunStatus.Phase::isOver)
                .isPresent();
        return over || directory.isClaimed()
                ? Optional.empty()
                : Optional.of(new WaitingRun(directory, directory.readSpec(), Priority.of(directory)));
    }

    /** The waiting runs of a folder in the order in which they are taken; those that cannot be read are left out. */
    public static List<WaitingRun> queue(Path runs) throws IOException {
        return directories(runs).stream()
                .flatMap(path -> readable(new RunDirectory(path)).stream())
                .sorted()
                .toList();
    }

    private static Optional<WaitingRun> readable(RunDirectory directory) {
        try {
            return in(directory);
        } catch (IOException | RuntimeException unreadable) {
            // A worker writes into its status what is wrong with it.
            return Optional.empty();
        }
    }
}
