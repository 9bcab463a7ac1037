package org.careloop.web.exam;

import org.careloop.run.RunKind;
import org.careloop.web.training.Run;
import org.careloop.web.training.cloning.ClonedRows;
import org.springframework.stereotype.Component;

/** Clones of runs in which models take an exam. */
@Component
class ClonedExams implements ClonedRows {
    private final ExamRepository exams;

    ClonedExams(ExamRepository exams) {
        this.exams = exams;
    }

    @Override
    public boolean isOf(RunKind kind) {
        return kind == RunKind.EVALUATE;
    }

    @Override
    public void copy(Run origin, Run clone) {
        exams.copy(origin.id(), clone.id());
    }
}
