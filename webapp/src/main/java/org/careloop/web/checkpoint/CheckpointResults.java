package org.careloop.web.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.careloop.run.ModelKind;
import org.careloop.web.audit.AuditLog;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registers what runs made. The system does this, not a person, so no role is asked for. */
@Component
public class CheckpointResults {
    private final CheckpointRepository checkpoints;
    private final FileHashes hashes;
    private final AuditLog audit;
    private final Clock clock;

    CheckpointResults(CheckpointRepository checkpoints, FileHashes hashes, AuditLog audit, Clock clock) {
        this.checkpoints = checkpoints;
        this.hashes = hashes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Registers the model a run made; does nothing when that was done already.
     *
     * @param name the wanted name; the run's id is added when another model has it already
     */
    @Transactional
    public void register(String name, ModelKind kind, Path directory, RunId run) {
        if (checkpoints.madeBy(run).isPresent()) {
            return;
        }
        try {
            Path model = WeightFiles.check(directory);
            SortedMap<Path, String> sums = WeightFiles.sums(model);
            String sum = WeightFiles.sha256(sums);
            String free = checkpoints.named(name).isEmpty() ? name : name + "-" + run;
            Checkpoint made = new Checkpoint(
                    CheckpointId.random(),
                    free,
                    kind,
                    model,
                    Optional.of(run),
                    Optional.empty(),
                    sum,
                    clock.instant(),
                    Optional.empty());
            if (checkpoints.insert(made)) {
                hashes.keep(made, sums);
                audit.record("checkpoint.result", free, Map.of("run", run.toString(), "sha256", sum));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
