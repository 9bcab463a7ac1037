package org.careloop.web.training;

import java.nio.file.Files;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointResults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Registers the result of every run that has ended with one. Doing it twice, or on two servers, changes nothing. */
@Component
public class RunWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RunWatcher.class);

    private final RunRepository runs;
    private final CheckpointResults results;

    RunWatcher(RunRepository runs, CheckpointResults results) {
        this.runs = runs;
        this.results = results;
    }

    /** Looks at every run without a registered result once. */
    public void look() {
        for (Run run : runs.withoutCheckpoint()) {
            boolean ended = RunFiles.status(run.directory())
                    .map(status -> status.phase() == RunStatus.Phase.DONE || status.phase() == RunStatus.Phase.STOPPED)
                    .orElse(false);
            if (ended && Files.isDirectory(run.directory().model())) {
                register(run);
            }
        }
    }

    private void register(Run run) {
        Checkpoint.Kind kind = run.kind() == RunKind.REWARD ? Checkpoint.Kind.REWARD : Checkpoint.Kind.POLICY;
        try {
            results.register(run.resultName(), kind, run.directory().model(), run.id());
        } catch (Exception e) {
            // The next look tries again; a directory that somebody mends by hand is then taken in.
            LOG.warn("the result of run {} cannot be registered: {}", run.number(), e.getMessage());
        }
    }
}
