package org.careloop.web.training;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;

/**
 * A run as the database knows it; its directory is the truth about its progress.
 *
 * @param number counts all runs of this installation
 * @param pool the studies that it is of; who sees it may see each of them
 * @param votes judgements in its snapshot; 0 where it froze none
 * @param base the model that it starts from; absent where its kind makes none
 * @param baseName its name; of a run that makes no model, the names of those that answer
 * @param reward the reward model that guides it; absent where its kind needs none
 * @param snapshot of votes that it learns from; absent where it froze none
 * @param answering what its models are asked, where its kind makes none
 * @param clonedFrom the run whose settings and data it was filled with
 */
public record Run(
        RunId id,
        long number,
        RunKind kind,
        StudyPool pool,
        Optional<SnapshotId> snapshot,
        long votes,
        RunDirectory directory,
        Optional<CheckpointId> base,
        String baseName,
        Optional<CheckpointId> reward,
        Optional<String> rewardName,
        Map<String, Object> settings,
        Optional<AnsweringState> answering,
        Optional<Origin> clonedFrom,
        String createdBy,
        Instant createdAt) {

    /** Another run. */
    public record Origin(RunId id, long number) {}

    /** The study that it was started on, the first of its pool. */
    public StudyId study() {
        return pool.first();
    }

    /** The names of all its studies. */
    public String studyName() {
        return pool.names();
    }

    /** What a setting stands at, a number: as it was asked for, else as its preset has it, else its default. */
    public double setting(String name) {
        return ((Number) Objects.requireNonNull(
                        Settings.resolved(TrainerSettings.of(kind), settings).get(name)))
                .doubleValue();
    }

    /** Whether a figure of {@code metrics.jsonl} is drawn on its page. */
    public boolean draws(String figure) {
        return Metrics.isWatch(figure)
                || kind.curves().stream().anyMatch(curve -> curve.metric().equals(figure));
    }

    /** The name its result gets. */
    public String resultName() {
        return "%s-%d".formatted(kind.label(), number);
    }
}
