package org.careloop.web.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registers what runs made. The system does this, not a person, so no role is asked for. */
@Component
public class CheckpointResults {
    private final CheckpointRepository checkpoints;
    private final Clock clock;

    CheckpointResults(CheckpointRepository checkpoints, Clock clock) {
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /** Registers the model a run made; does nothing when that was done already. */
    @Transactional(rollbackFor = Exception.class)
    public void register(String name, Checkpoint.Kind kind, Path directory, RunId run) throws IOException {
        if (checkpoints.madeBy(run).isEmpty()) {
            Path model = Weights.check(directory);
            checkpoints.insert(new Checkpoint(
                    CheckpointId.random(),
                    name,
                    kind,
                    model,
                    Optional.of(run),
                    Weights.sha256(model),
                    clock.instant()));
        }
    }
}
