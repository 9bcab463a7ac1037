package org.careloop.web.training;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.study.StudyId;

/**
 * A training run as the database knows it; its directory is the truth about its progress.
 *
 * @param number counts all runs of this installation
 * @param votes judgements in its snapshot
 * @param reward the reward model that guides it; PPO only
 */
public record Run(
        RunId id,
        long number,
        RunKind kind,
        StudyId study,
        String studyName,
        long votes,
        RunDirectory directory,
        CheckpointId base,
        String baseName,
        Optional<CheckpointId> reward,
        Optional<String> rewardName,
        Map<String, Object> settings,
        String createdBy,
        Instant createdAt) {

    /** The name its result gets. */
    public String resultName() {
        return "%s-%d".formatted(kind.label(), number);
    }
}
