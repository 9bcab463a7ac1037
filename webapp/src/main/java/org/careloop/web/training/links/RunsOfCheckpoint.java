package org.careloop.web.training.links;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointPart;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;

/** The way from a model to the runs that start from it or that it guides. The run that made it stands in its lineage. */
@org.springframework.stereotype.Component
class RunsOfCheckpoint implements CheckpointPart {
    private final RunNeighbours neighbours;
    private final CurrentPerson person;

    RunsOfCheckpoint(RunNeighbours neighbours, CurrentPerson person) {
        this.neighbours = neighbours;
        this.person = person;
    }

    @Override
    public Optional<Component> of(Checkpoint checkpoint) {
        if (!person.worksWithModels()) {
            return Optional.empty();
        }
        List<Run> runs = neighbours.using(checkpoint);
        return runs.isEmpty() ? Optional.empty() : Optional.of(card(checkpoint, runs));
    }

    private static Div card(Checkpoint checkpoint, List<Run> runs) {
        Div card = new Div(new H2(I18NProvider.translate("checkpoint.runs")));
        card.addClassNames("card", "runs-of-checkpoint");
        UnorderedList list = new UnorderedList();
        for (Run run : runs) {
            boolean starts = run.base().equals(Optional.of(checkpoint.id()));
            list.add(new ListItem(
                    new Anchor("runs/" + run.id(), RunWords.name(card, run)),
                    new Span(" · "
                            + I18NProvider.translate(starts ? "checkpoint.runs.start" : "checkpoint.runs.guided"))));
        }
        card.add(list);
        return card;
    }

    @Override
    public Optional<Component> action(Checkpoint checkpoint) {
        return Optional.empty();
    }
}
