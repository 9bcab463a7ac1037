package org.careloop.web.exam;

import java.util.Map;
import java.util.Optional;
import org.careloop.run.evaluation.Terms;
import org.careloop.run.settings.EvaluateSettings;
import org.careloop.run.settings.Settings;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.StudyId;

/**
 * What a person asks for.
 *
 * @param model takes the exam
 * @param before the model that it is compared with, which takes it too
 * @param study that the run belongs to; empty for the one that the model was trained in
 * @param benchmark name of an {@link OnServer}
 * @param subjects name of a subject list; empty for all subjects
 * @param leaveOutUnkeyed passes over questions without a key; else one is refused
 * @param settings what differs from the defaults of {@link EvaluateSettings}, by name
 */
public record ExamRequest(
        CheckpointId model,
        Optional<CheckpointId> before,
        Optional<StudyId> study,
        String benchmark,
        Optional<String> subjects,
        Terms.Method method,
        boolean leaveOutUnkeyed,
        Map<String, Object> settings) {

    public ExamRequest {
        settings = Map.copyOf(settings);
        Settings.apply(EvaluateSettings.class, settings);
    }

    EvaluateSettings all() {
        return Settings.apply(EvaluateSettings.class, settings);
    }
}
