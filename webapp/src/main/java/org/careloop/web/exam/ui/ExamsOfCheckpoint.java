package org.careloop.web.exam.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Optional;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointPart;
import org.careloop.web.exam.ExamService;
import org.careloop.web.exam.TakenExam;
import org.careloop.web.people.CurrentPerson;

/** What the page of a checkpoint says of its exams. */
@org.springframework.stereotype.Component
class ExamsOfCheckpoint implements CheckpointPart {
    private final ExamService exams;
    private final CurrentPerson person;

    ExamsOfCheckpoint(ExamService exams, CurrentPerson person) {
        this.exams = exams;
        this.person = person;
    }

    @Override
    public Optional<Component> of(Checkpoint checkpoint) {
        if (!person.worksWithModels()) {
            return Optional.empty();
        }
        List<TakenExam> taken = exams.of(checkpoint.id());
        return taken.isEmpty() ? Optional.empty() : Optional.of(new ExamsCard(checkpoint, taken));
    }

    @Override
    public Optional<Component> action(Checkpoint checkpoint) {
        if (checkpoint.kind() != ModelKind.POLICY || !person.worksWithModels()) {
            return Optional.empty();
        }
        Anchor begin = new Anchor("exam/" + checkpoint.id(), I18NProvider.translate("exam.begin"));
        begin.addClassName("secondary-link");
        return Optional.of(begin);
    }
}
