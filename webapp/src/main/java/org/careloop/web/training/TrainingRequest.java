package org.careloop.web.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.RunKind;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.StudyId;

/**
 * What a person asks to be trained.
 *
 * @param studies whose votes it learns from, at least one; the first is the one that it is started on
 * @param reward the reward model that guides it; given where the kind needs one, and only there
 * @param watching what judges its answers besides; nothing where the kind needs no reward model
 * @param settings what differs from the trainer's defaults, by name; the trainer takes them all
 */
public record TrainingRequest(
        RunKind kind,
        List<StudyId> studies,
        CheckpointId base,
        Optional<CheckpointId> reward,
        Watching watching,
        Map<String, Object> settings) {

    /** A run on one study that nothing watches. */
    public TrainingRequest(
            RunKind kind,
            StudyId study,
            CheckpointId base,
            Optional<CheckpointId> reward,
            Map<String, Object> settings) {
        this(kind, List.of(study), base, reward, Watching.NONE, settings);
    }

    public TrainingRequest {
        studies = List.copyOf(studies);
        settings = Map.copyOf(settings);
        if (!kind.trainsOnVotes()) {
            throw BadInput.coded(
                    "training.kind",
                    "a study's votes train a reward model or a policy, not by " + kind.label(),
                    kind.label());
        }
        Settings.apply(TrainerSettings.of(kind), settings);
        if (kind.needsReward() != reward.isPresent()) {
            throw reward.isPresent()
                    ? BadInput.coded(
                            "training.reward-unused",
                            "%s takes no reward model; leave it out".formatted(kind.label()),
                            kind.label())
                    : BadInput.coded(
                            "training.reward-needed",
                            "%s needs a reward model; train one first".formatted(kind.name()),
                            kind.label());
        }
        if (!kind.needsReward() && !watching.isNone()) {
            throw BadInput.coded(
                    "training.watch-unused",
                    "%s samples no answers that something could watch; leave the watches out".formatted(kind.label()),
                    kind.label());
        }
    }
}
