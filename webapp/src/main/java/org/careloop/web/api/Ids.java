package org.careloop.web.api;

import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;

/** Ids that fields of a body name. */
final class Ids {
    private Ids() {}

    /** @throws BadInput when it is none */
    static StudyId study(String field, @Nullable String id) {
        return StudyId.parse(String.valueOf(id))
                .orElseThrow(() -> BadInput.field(field, id, Phrase.of("api.study-id", "the id of a study")));
    }

    /**
     * The studies of a run, of a body that names one in {@code study} or several in {@code studies}.
     *
     * @throws BadInput when one of the ids is none, when both fields are given, or when neither names a study
     */
    static List<StudyId> studies(@Nullable String study, @Nullable List<@Nullable String> studies) {
        if (studies == null) {
            return List.of(study("study", study));
        }
        if (study != null || studies.isEmpty()) {
            throw BadInput.field(
                    "studies",
                    studies,
                    Phrase.of("api.studies", "the ids of one study or more, and no field \"study\" beside it"));
        }
        return studies.stream().map(id -> study("studies", id)).toList();
    }

    /** @throws BadInput when it is none */
    static CheckpointId checkpoint(String field, @Nullable String id) {
        return CheckpointId.parse(String.valueOf(id))
                .orElseThrow(() -> BadInput.field(field, id, Phrase.of("api.checkpoint-id", "the id of a checkpoint")));
    }
}
