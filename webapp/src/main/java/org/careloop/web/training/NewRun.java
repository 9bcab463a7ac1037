package org.careloop.web.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;

/**
 * A run to be stored.
 *
 * @param base the model to start from; empty where its kind makes none
 * @param reward the reward model that guides it
 * @param answering what its models answer, where its kind makes none
 * @param clonedFrom the run that it was filled with
 */
public record NewRun(
        RunKind kind,
        StudyId study,
        Optional<CheckpointId> base,
        Optional<CheckpointId> reward,
        Map<String, Object> settings,
        Optional<Answering> answering,
        PersonId by,
        Optional<RunId> clonedFrom) {

    /** A run that was filled with no other. */
    public NewRun(
            RunKind kind,
            StudyId study,
            Optional<CheckpointId> base,
            Optional<CheckpointId> reward,
            Map<String, Object> settings,
            Optional<Answering> answering,
            PersonId by) {
        this(kind, study, base, reward, settings, answering, by, Optional.empty());
    }

    /**
     * Models that answer prompts.
     *
     * @param models who answers, in this order
     * @param prompts how many
     * @param into the study that the pairs become comparisons of
     */
    public record Answering(List<Answerer> models, long prompts, Optional<StudyId> into) {}

    /**
     * One of the models.
     *
     * @param checkpoint empty for a server
     */
    public record Answerer(RunSpec.Answerer model, Optional<CheckpointId> checkpoint) {}
}
