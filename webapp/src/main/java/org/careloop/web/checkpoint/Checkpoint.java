package org.careloop.web.checkpoint;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.careloop.web.study.StudyId;

/**
 * A model in a directory.
 *
 * @param run what made it; empty for a base model that was brought along
 * @param study whose votes the run learnt from; who may not see it does not see the model
 * @param sha256 of the weights, see {@link WeightFiles#sha256}
 */
public record Checkpoint(
        CheckpointId id,
        String name,
        Kind kind,
        Path directory,
        Optional<RunId> run,
        Optional<StudyId> study,
        String sha256,
        Instant createdAt) {

    /** What a model does. */
    public enum Kind {
        /** Answers prompts. */
        POLICY,
        /** Scores answers. */
        REWARD
    }
}
