package org.careloop.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.exam.ExamService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.training.TrainingService;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Exams of models, as runs. */
@RestController
@RequestMapping("/api/v1/runs")
class ExamApi {
    private final ExamService exams;
    private final TrainingService training;
    private final CurrentPerson current;
    private final Idempotency idempotency;

    ExamApi(ExamService exams, TrainingService training, CurrentPerson current, Idempotency idempotency) {
        this.exams = exams;
        this.training = training;
        this.current = current;
        this.idempotency = idempotency;
    }

    /** Freezes the questions and hands the run to the workers. */
    @PostMapping("/exams")
    @ResponseStatus(HttpStatus.CREATED)
    RunApi.RunResource start(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody ExamBodies.NewExam body) {
        String run = idempotency.once(key, "POST runs/exams " + body, String.class, () -> {
            try {
                return exams.start(body.request(), current.id()).id().toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        // Workers are notified after the commit, so the status is read after it too.
        return RunApi.RunResource.of(training.listed(run).orElseThrow());
    }

    /** The exam of a run, with what came of it once it is counted. */
    @GetMapping("/{id}/exam")
    ExamBodies.ExamResource get(@PathVariable String id) {
        return RunId.parse(id)
                .flatMap(exams::of)
                .map(ExamBodies.ExamResource::of)
                .orElseThrow(() -> new ApiProblems.NotFound("run \"%s\" is no exam".formatted(id)));
    }
}
