package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.verdict.VerdictReport;

/** The way from a verdict to the models that it is about and to the runs that made them; empty where none is registered. */
class ModelLinks extends Paragraph {
    private static final long serialVersionUID = 1L;

    /** @param opensRuns whether the reader may open runs */
    ModelLinks(VerdictReport report, CheckpointService checkpoints, boolean opensRuns) {
        addClassNames("quiet", "model-links");
        Stream.of(report.candidate(), report.rival())
                .distinct()
                .flatMap(name -> checkpoints.named(name).stream())
                .forEach(model -> add(model, opensRuns));
        setVisible(getChildren().findAny().isPresent());
    }

    private void add(Checkpoint model, boolean opensRuns) {
        boolean first = getChildren().findAny().isEmpty();
        add(
                new Span(first ? getTranslation("verdict.models") + " " : getTranslation("list.comma")),
                new Anchor("checkpoints/" + model.id(), model.name()));
        Optional.of(model)
                .filter(known -> opensRuns)
                .flatMap(Checkpoint::run)
                .ifPresent(run -> add(
                        new Span(" ("),
                        new Anchor("runs/" + run, getTranslation("verdict.models.run")),
                        new Span(")")));
    }
}
