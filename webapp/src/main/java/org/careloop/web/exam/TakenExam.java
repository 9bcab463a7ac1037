package org.careloop.web.exam;

import java.time.Instant;
import java.util.Optional;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.study.StudyPool;

/**
 * An exam that a model takes, or has taken.
 *
 * @param number of its run
 * @param pool the studies that its run is of
 * @param language of the questions, {@code en} or {@code zh}
 * @param before the model that it is compared with
 * @param evaluation what came of it; empty until it is counted
 */
public record TakenExam(
        RunId run,
        long number,
        StudyPool pool,
        Model model,
        Optional<Model> before,
        String benchmark,
        String language,
        long questions,
        Instant startedAt,
        Optional<Evaluation> evaluation) {

    /** A model by the name that it is registered under. */
    public record Model(CheckpointId id, String name) {}
}
