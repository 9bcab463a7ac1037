package org.careloop.web.training.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.study.StudyPool;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;

/** What a run works on, which no setting says: its models and its data. */
class OriginsCard extends Div {
    private static final long serialVersionUID = 1L;

    /** As much of an id as tells two snapshots of as many votes apart. */
    private static final int SHOWN_OF_ID = 8;

    private final FactTable table;
    private final transient Run run;
    private final transient Optional<Run> other;

    OriginsCard(Run run, Optional<Run> other) {
        this.run = run;
        this.other = other;
        addClassNames("card", "settings-card");
        List<String> columns =
                new ArrayList<>(List.of(getTranslation("settings.what"), getTranslation("settings.here")));
        other.ifPresent(there -> columns.add(RunWords.name(this, there)));
        table = new FactTable(getTranslation("settings.origins"), columns);
        table.addClassName("settings-table");
        row("settings.base", Run::baseName, OriginsCard::base);
        row("train.with", one -> one.rewardName().orElse(""), OriginsCard::reward);
        row("settings.study", Run::studyName, this::studies);
        row("settings.data", one -> one.snapshot().map(Object::toString).orElse(""), this::data);
        add(new H2(getTranslation("settings.origins")), table);
    }

    /**
     * A row, where either run has something to say in it.
     *
     * @param identity what must be the same for the two to be the same
     */
    private void row(String key, Function<Run, String> identity, Function<Run, Component> shown) {
        boolean isEmpty = identity.apply(run).isEmpty()
                && other.map(identity).filter(there -> !there.isEmpty()).isEmpty();
        if (isEmpty) {
            return;
        }
        List<Component> cells = new ArrayList<>(List.of(new Span(getTranslation(key)), shown.apply(run)));
        other.ifPresent(there -> {
            Div cell = new Div(shown.apply(there));
            if (!identity.apply(there).equals(identity.apply(run))) {
                Span mark = new Span(getTranslation("settings.differs"));
                mark.addClassNames("badge", "quiet");
                cell.add(new Span(" "), mark);
            }
            cells.add(cell);
        });
        table.addRow(cells.toArray(Component[]::new));
    }

    private static Component base(Run run) {
        return run.base()
                .<Component>map(id -> new Anchor("checkpoints/" + id, run.baseName()))
                .orElseGet(() -> new Span(run.baseName()));
    }

    private static Component reward(Run run) {
        return run.reward()
                .<Component>map(
                        id -> new Anchor("checkpoints/" + id, run.rewardName().orElse("")))
                .orElseGet(() -> new Span("–"));
    }

    private Component studies(Run run) {
        Span studies = new Span();
        for (StudyPool.Member study : run.pool().members()) {
            if (studies.getChildren().findAny().isPresent()) {
                studies.add(new Span(getTranslation("list.comma")));
            }
            studies.add(new Anchor("study/" + study.id(), study.name()));
        }
        return studies;
    }

    private Component data(Run one) {
        String votes = new Figures(this).count(one.votes());
        return one.snapshot()
                .<Component>map(id -> new Anchor(
                        "snapshots/" + id,
                        getTranslation("settings.snapshot", votes, id.toString().substring(0, SHOWN_OF_ID))))
                .orElseGet(() -> new Span("–"));
    }
}
