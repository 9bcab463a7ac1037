package org.careloop.web.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.RunStatus;
import org.careloop.run.worker.Priority;
import org.careloop.run.worker.WaitingRun;
import org.careloop.web.checkpoint.DataFolders;
import org.springframework.stereotype.Component;

/** The runs that wait for a worker, in the order in which workers take them. Their directories are the truth about it. */
@Component
public class RunQueue {
    private final DataFolders folders;

    RunQueue(DataFolders folders) {
        this.folders = folders;
    }

    /**
     * Where a run stands among those that wait.
     *
     * @param position 1 for the one that is taken next
     * @param of how many wait
     */
    public record Place(Priority priority, int position, int of) {}

    /** The place of every run that waits, by its directory. */
    Map<Path, Place> places() {
        try {
            List<WaitingRun> waiting = WaitingRun.queue(folders.runs());
            Map<Path, Place> places = new HashMap<>();
            for (int i = 0; i < waiting.size(); i++) {
                WaitingRun run = waiting.get(i);
                places.put(run.directory().path(), new Place(run.priority(), i + 1, waiting.size()));
            }
            return places;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place of a run; empty for one that does not wait, which costs no look at the others. */
    Optional<Place> place(Run run) {
        return RunFiles.status(run.directory())
                .filter(status -> status.phase() == RunStatus.Phase.QUEUED)
                .flatMap(queued ->
                        Optional.ofNullable(places().get(run.directory().path())));
    }
}
