package org.careloop.web.checkpoint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;

/** What people decided on a model and lies in no directory: who approved it, and on which verdict. */
public interface ModelPapers {
    /** The files that are handed out with a checkpoint beside its own, each with its SHA-256. */
    List<CheckpointFile> files(CheckpointId checkpoint);

    /** The verdict that the latest approval of a checkpoint stands on; empty where nobody approved it. */
    Optional<Judged> judged(CheckpointId checkpoint);

    /**
     * A signed verdict on a model.
     *
     * @param study whose votes it is from
     * @param decision as the verdict's report names it
     * @param net net win rate, -1 to 1; null where it is not defined
     * @param low lower end of its interval; null with too few votes
     * @param votes how many it counts
     * @param e the highest value of the evidence
     * @param threshold at which a model is better
     */
    record Judged(
            StudyId study,
            String studyName,
            String rival,
            String decision,
            @Nullable Double net,
            @Nullable Double low,
            @Nullable Double high,
            long votes,
            double e,
            double threshold,
            String signedBy,
            Instant signedAt) {}
}
