package org.careloop.ppo.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;

/** The runs of a folder that no process works on: queued ones, and those whose process died. */
record WaitingRuns(Path folder, InstantSource clock) {

    /** A run directory and its {@code run.json}. */
    record Waiting(RunDirectory directory, RunSpec spec) {}

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
                    .sorted()
                    .toList();
        }
    }

    private Optional<Waiting> waiting(RunDirectory directory) throws IOException {
        try {
            RunStatus status = directory.readStatus().orElse(RunStatus.queued(clock.instant()));
            if (status.phase().isOver() || directory.isClaimed()) {
                return Optional.empty();
            }
            return Optional.of(new Waiting(directory, directory.readSpec()));
        } catch (BadInput unreadable) {
            directory.writeStatus(new RunStatus(Phase.FAILED, 0, 0, null, null, unreadable.phrase(), clock.instant()));
            return Optional.empty();
        }
    }
}
