package org.careloop.web.api;

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

    /** @throws BadInput when it is none */
    static CheckpointId checkpoint(String field, @Nullable String id) {
        return CheckpointId.parse(String.valueOf(id))
                .orElseThrow(() -> BadInput.field(field, id, Phrase.of("api.checkpoint-id", "the id of a checkpoint")));
    }
}
