package org.careloop.web.training.links;

import com.vaadin.flow.component.Component;
import java.util.List;
import java.util.Optional;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunLinks;

/** Gathers the links of a run from all features. */
@org.springframework.stereotype.Component
class LinksOfRun implements RunLinks {
    private final List<RunRelations> relations;
    private final RunNeighbours neighbours;

    LinksOfRun(List<RunRelations> relations, RunNeighbours neighbours) {
        this.relations = List.copyOf(relations);
        this.neighbours = neighbours;
    }

    @Override
    public Component of(Run run, Optional<Checkpoint> made) {
        LinksCard card = new LinksCard(run, made, neighbours);
        relations.forEach(relation -> card.add(relation.key(), relation.of(run, made)));
        return card;
    }
}
