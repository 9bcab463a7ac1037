package org.careloop.web.exam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.careloop.run.Json;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunResults;
import org.springframework.stereotype.Component;

/** Takes in what came of exams. */
@Component
class ExamResults implements RunResults {
    private static final String RESULT = "evaluation.json";

    private final ExamRepository exams;
    private final Clock clock;

    ExamResults(ExamRepository exams, Clock clock) {
        this.exams = exams;
        this.clock = clock;
    }

    @Override
    public boolean isOf(RunKind kind) {
        return kind == RunKind.EVALUATE;
    }

    /** A run that was stopped before the last answer has no result. */
    @Override
    public void take(Run run, Phase ended) {
        Path result = run.directory().evaluation().resolve(RESULT);
        if (ended == Phase.FAILED || !Files.exists(result)) {
            return;
        }
        try {
            exams.take(run.id(), Json.read(result, Evaluation.class), clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
