package org.careloop.web.training;

import java.time.Clock;
import org.careloop.run.worker.WorkerSigns;
import org.springframework.stereotype.Component;

/** The training workers that share the runs folder and have said lately that they live. */
@Component
public class WorkersInSight {
    private final RunsFolder folder;
    private final Clock clock;

    WorkersInSight(RunsFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** How many there are. */
    public int alive() {
        return new WorkerSigns(folder.path()).alive(clock.instant()).size();
    }
}
