package org.careloop.web.training.links;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.training.AnsweringState;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;

/** Where a run stands among studies, snapshots, models, verdicts and other runs: a link to each. */
class LinksCard extends Div {
    private static final long serialVersionUID = 1L;

    private final DescriptionList facts = new DescriptionList();

    LinksCard(Run run, Optional<Checkpoint> made, RunNeighbours neighbours) {
        addClassNames("card", "links-card");
        facts.addClassName("lineage");
        add(
                "study",
                run.pool().members().stream()
                        .<Component>map(study -> new Anchor("study/" + study.id(), study.name()))
                        .toList());
        add("snapshot", snapshot(run, neighbours));
        add("base", model(neighbours.model(run.base())));
        add("reward", model(neighbours.model(run.reward())));
        add(
                "asked",
                neighbours.asked(run).stream()
                        .<Component>map(model -> new Anchor("checkpoints/" + model.id(), model.name()))
                        .toList());
        add(
                "origin",
                run.clonedFrom().stream()
                        .<Component>map(origin -> new Anchor(
                                "runs/" + origin.id(),
                                getTranslation("run.name." + run.kind().label(), origin.number())))
                        .toList());
        add(
                "clones",
                neighbours.clones(run).stream()
                        .<Component>map(clone -> new Anchor("runs/" + clone.id(), RunWords.name(this, clone)))
                        .toList());
        add("made", model(made));
        add("verdicts", verdicts(run, made, neighbours));
        add(new H2(getTranslation("run.links")), facts);
    }

    private List<Component> snapshot(Run run, RunNeighbours neighbours) {
        Figures figures = new Figures(this);
        return neighbours.snapshot(run).stream()
                .<Component>map(frozen -> new Anchor(
                        "snapshots/" + frozen.id(),
                        getTranslation(
                                "run.link.snapshot.of", frozen.judgements(), figures.moment(frozen.createdAt()))))
                .toList();
    }

    private static List<Component> model(Optional<Checkpoint> model) {
        return model.stream()
                .<Component>map(found -> new Anchor("checkpoints/" + found.id(), found.name()))
                .toList();
    }

    /** On the model that it made, or on the answers that its models gave. */
    private static List<Component> verdicts(Run run, Optional<Checkpoint> made, RunNeighbours neighbours) {
        List<Study> judging = made.map(neighbours::judging)
                .orElseGet(() -> run.answering().flatMap(AnsweringState::into).stream()
                        .flatMap(into -> neighbours.study(into).stream())
                        .toList());
        return judging.stream()
                .filter(study -> PageOfStudy.VERDICT.isOpen(study.id()))
                .<Component>map(study -> new Anchor(PageOfStudy.VERDICT.address(study.id()), study.name()))
                .toList();
    }

    /** Adds links under a word; nothing where there are none. */
    final void add(String key, List<Component> links) {
        if (links.isEmpty()) {
            return;
        }
        List<Component> separated = new ArrayList<>();
        links.forEach(link -> {
            if (!separated.isEmpty()) {
                separated.add(new Span(getTranslation("list.comma")));
            }
            separated.add(link);
        });
        facts.add(
                new DescriptionList.Term(getTranslation("run.link." + key)),
                new DescriptionList.Description(separated.toArray(Component[]::new)));
    }
}
