package org.careloop.web.exam.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import java.util.List;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.exam.ExamService;
import org.careloop.web.training.Run;
import org.careloop.web.training.links.RunRelations;

/** The way from a run to the exams of the model that it made. */
@org.springframework.stereotype.Component
class ExamsOfRun implements RunRelations {
    private final ExamService exams;

    ExamsOfRun(ExamService exams) {
        this.exams = exams;
    }

    @Override
    public String key() {
        return "exams";
    }

    @Override
    public List<Component> of(Run run, Optional<Checkpoint> made) {
        return made.map(model -> exams.of(model.id())).orElse(List.of()).stream()
                .<Component>map(exam -> new Anchor("runs/" + exam.run(), exam.benchmark()))
                .toList();
    }
}
