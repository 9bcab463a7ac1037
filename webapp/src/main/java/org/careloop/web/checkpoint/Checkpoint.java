package org.careloop.web.checkpoint;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.careloop.run.ModelKind;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;

/**
 * A model in a directory.
 *
 * @param run the run that made it; empty for a registered base model
 * @param pool the studies whose votes the run learnt from. People who may not see each of them do not see the model
 * @param sha256 of the weights, see {@link WeightFiles#sha256}
 * @param state of a policy that a run made; empty for every other
 */
public record Checkpoint(
        CheckpointId id,
        String name,
        ModelKind kind,
        Path directory,
        Optional<RunId> run,
        Optional<StudyPool> pool,
        String sha256,
        Instant createdAt,
        Optional<ModelState> state) {

    /** The study whose votes the run learnt from, or the first of several. */
    public Optional<StudyId> study() {
        return pool.map(StudyPool::first);
    }

    /** The name of a file of this checkpoint: its path inside the directory, with {@code /}. */
    String nameOf(Path file) {
        return directory.relativize(file).toString().replace(File.separatorChar, '/');
    }
}
