package org.careloop.web.exam.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Optional;
import org.careloop.run.RunKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.exam.ExamService;
import org.careloop.web.exam.TakenExam;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunPart;

/** What the page of a run says of its exam. */
@org.springframework.stereotype.Component
class ExamOfRun implements RunPart {
    private final ExamService exams;
    private final CheckpointService checkpoints;
    private final LineageService lineages;
    private final StudyService studies;

    ExamOfRun(ExamService exams, CheckpointService checkpoints, LineageService lineages, StudyService studies) {
        this.exams = exams;
        this.checkpoints = checkpoints;
        this.lineages = lineages;
        this.studies = studies;
    }

    @Override
    public boolean isOf(RunKind kind) {
        return kind == RunKind.EVALUATE;
    }

    @Override
    public Component of(Run run) {
        return exams.of(run.id())
                .<Component>map(exam -> new ResultCard(exam, trained(exam), judged(exam)))
                .orElseGet(Div::new);
    }

    private Optional<RunId> trained(TakenExam exam) {
        return checkpoints.find(exam.model().id()).flatMap(Checkpoint::run);
    }

    private List<Study> judged(TakenExam exam) {
        return checkpoints.find(exam.model().id()).map(lineages::answeredIn).orElse(List.of()).stream()
                .flatMap(id -> studies.find(id).stream())
                .toList();
    }

    @Override
    public boolean isTaken(Run run) {
        return exams.of(run.id()).flatMap(TakenExam::evaluation).isPresent();
    }
}
