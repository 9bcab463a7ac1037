package org.careloop.ppo.path;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.CurveSpec;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.evaluation.Change;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What a path has come to: its stages one after the other, the figures of each at its first and last step, and what each
 * policy knows, {@code report.json}.
 */
record PathReport(List<Stage> stages) {
    private static final String RESULT = "evaluation.json";

    /**
     * A stage, or the model that the path starts from.
     *
     * @param command absent for the start
     * @param seconds of its last process, where it is known
     * @param figures by the name of the metric; those that the kind of run draws
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stage(
            String name,
            @Nullable String command,
            @Nullable Long seconds,
            Map<String, Course> figures,
            List<Exam> exams) {}

    /** A figure at the first and the last step that has it. */
    record Course(double first, double last) {}

    /**
     * What a policy knows.
     *
     * @param language of the questions, where the recipe says it
     * @param change beside the policy before; absent for the first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Exam(
            String name,
            @Nullable String language,
            Rate accuracy,
            @Nullable Change change) {}

    /** Of the steps that are done. */
    static PathReport of(List<PlannedStep> steps, PathFolder folder) throws IOException {
        List<Stage> stages = new ArrayList<>();
        List<Exam> atStart = exams(steps, PlannedStep.START, folder);
        stages.add(new Stage(PlannedStep.START, null, null, Map.of(), atStart));
        for (PlannedStep step : steps) {
            if (!step.isExam() && folder.isDone(step)) {
                Long seconds = folder.kept(step).map(Done::seconds).orElse(null);
                Path made = folder.path().resolve(step.folder());
                stages.add(new Stage(
                        step.folder(),
                        step.arguments().getFirst(),
                        seconds,
                        figures(step.kind(), made),
                        exams(steps, step.folder(), folder)));
            }
        }
        return new PathReport(stages);
    }

    private static List<Exam> exams(List<PlannedStep> steps, String after, PathFolder folder) throws IOException {
        List<Exam> exams = new ArrayList<>();
        for (PlannedStep step : steps) {
            Path result = folder.path().resolve(step.folder()).resolve(RESULT);
            if (after.equals(step.after()) && Files.exists(result)) {
                Evaluation evaluation = Json.read(result, Evaluation.class);
                exams.add(new Exam(step.name(), step.language(), evaluation.accuracy(), evaluation.change()));
            }
        }
        return exams;
    }

    private static Map<String, Course> figures(Optional<RunKind> kind, Path run) throws IOException {
        Map<String, Course> figures = new LinkedHashMap<>();
        if (kind.isEmpty()) {
            return figures;
        }
        List<MetricLog.Line> lines = MetricLog.read(new RunDirectory(run).metrics());
        for (CurveSpec curve : kind.get().curves()) {
            List<Double> values = lines.stream()
                    .map(line -> line.values().get(curve.metric()))
                    .filter(Objects::nonNull)
                    .toList();
            if (!values.isEmpty()) {
                figures.put(curve.metric(), new Course(values.getFirst(), values.getLast()));
            }
        }
        return figures;
    }

    /** Writes {@code report.json} and {@code report.md}. */
    void write(PathFolder folder) throws IOException {
        Json.replace(folder.path().resolve("report.json"), this);
        Path aside = folder.path().resolve("report.md.new");
        Files.writeString(aside, ReportText.of(this));
        Files.move(
                aside,
                folder.path().resolve("report.md"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
