package org.careloop.web.api;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Terms;
import org.careloop.web.exam.ExamRequest;
import org.careloop.web.exam.TakenExam;
import org.jspecify.annotations.Nullable;

/** Exams as requests and answers have them. */
final class ExamBodies {
    private ExamBodies() {}

    /**
     * The request for an exam.
     *
     * @param model id of the checkpoint that takes it
     * @param before id of the checkpoint that it is compared with
     * @param study id of the study that the run belongs to; absent for the one that the model was trained in
     * @param benchmark name of a folder in {@code exams} of the data directory
     * @param subjects name of a subject list; absent for all subjects
     * @param method {@code loglikelihood}, which stands where nothing is said, or {@code generation}
     */
    record NewExam(
            String model,
            @Nullable String before,
            @Nullable String study,
            String benchmark,
            @Nullable String subjects,
            @Nullable String method,
            @Nullable Boolean leaveOutUnkeyed,
            @Nullable Map<String, Object> settings) {

        ExamRequest request() {
            return new ExamRequest(
                    Ids.checkpoint("model", model),
                    Optional.ofNullable(before).map(id -> Ids.checkpoint("before", id)),
                    Optional.ofNullable(study).map(id -> Ids.study("study", id)),
                    String.valueOf(benchmark),
                    Optional.ofNullable(subjects),
                    named(Objects.requireNonNullElse(method, Terms.Method.LOGLIKELIHOOD.label())),
                    Boolean.TRUE.equals(leaveOutUnkeyed),
                    Objects.requireNonNullElse(settings, Map.of()));
        }
    }

    private static Terms.Method named(String label) {
        return Arrays.stream(Terms.Method.values())
                .filter(method -> method.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> BadInput.field("method", label, Phrase.of("api.method", "loglikelihood or generation")));
    }

    /**
     * An exam.
     *
     * @param model name of the checkpoint that takes it
     * @param evaluation as {@code evaluation.json} has it; null until it is counted
     */
    record ExamResource(
            String run,
            String model,
            @Nullable String before,
            String benchmark,
            String language,
            long questions,
            @Nullable Evaluation evaluation) {
        static ExamResource of(TakenExam exam) {
            return new ExamResource(
                    exam.run().toString(),
                    exam.model().name(),
                    exam.before().map(TakenExam.Model::name).orElse(null),
                    exam.benchmark(),
                    exam.language(),
                    exam.questions(),
                    exam.evaluation().orElse(null));
        }
    }
}
