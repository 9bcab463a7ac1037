package org.careloop.web.answers;

import org.careloop.run.RunKind;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunRepository;
import org.careloop.web.training.cloning.ClonedRows;
import org.springframework.stereotype.Component;

/** Clones of runs in which models answer. */
@Component
class ClonedAnswers implements ClonedRows {
    private final RunRepository runs;

    ClonedAnswers(RunRepository runs) {
        this.runs = runs;
    }

    @Override
    public boolean isOf(RunKind kind) {
        return kind == RunKind.ANSWER;
    }

    @Override
    public void copy(Run origin, Run clone) {
        runs.copyAnswering(origin.id(), clone.id());
    }
}
