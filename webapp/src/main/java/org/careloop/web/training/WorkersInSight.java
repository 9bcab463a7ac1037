package org.careloop.web.training;

import java.time.Clock;
import org.careloop.run.worker.WorkerSigns;
import org.careloop.web.checkpoint.DataFolders;
import org.springframework.stereotype.Component;

/** The training workers that share the runs folder and have said lately that they live. */
@Component
public class WorkersInSight {
    private final DataFolders folders;
    private final Clock clock;

    WorkersInSight(DataFolders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    /** How many there are. */
    public int alive() {
        return new WorkerSigns(folders.runs()).alive(clock.instant()).size();
    }
}
