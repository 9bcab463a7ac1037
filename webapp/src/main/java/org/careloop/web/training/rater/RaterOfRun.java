package org.careloop.web.training.rater;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.nio.file.Files;
import org.careloop.run.RunKind;
import org.careloop.web.shell.Snippet;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunPart;

/** How a rater that a run made is used. It answers nothing and guides no training, so that it is no checkpoint. */
@org.springframework.stereotype.Component
class RaterOfRun implements RunPart {

    @Override
    public boolean isOf(RunKind kind) {
        return kind == RunKind.RATER;
    }

    @Override
    public Component of(Run run) {
        Div card = new Div();
        if (isTaken(run)) {
            card.addClassName("card");
            card.add(
                    new Paragraph(card.getTranslation("run.rater.made")),
                    new Span(card.getTranslation("run.rater.use")),
                    Snippet.wrapped("./careloop rate --model %s --corpus DIR --out rated.jsonl.gz"
                            .formatted(run.directory().model())));
        }
        return card;
    }

    @Override
    public boolean isTaken(Run run) {
        return Files.isDirectory(run.directory().model());
    }
}
