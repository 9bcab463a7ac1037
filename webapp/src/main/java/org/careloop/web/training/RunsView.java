package org.careloop.web.training;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;

/** All runs, the newest first. */
@Route("runs")
@Menu(title = "nav.runs", order = 20)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class RunsView extends Page {
    private static final long serialVersionUID = 1L;

    RunsView(TrainingService training) {
        super(I18NProvider.translate("nav.runs"));
        List<TrainingService.Listed> runs = training.list();
        if (runs.isEmpty()) {
            Anchor study = new Anchor("study", getTranslation("runs.none.action"));
            add(new EmptyState(getTranslation("runs.none"), getTranslation("runs.none.text"), study));
            return;
        }
        Figures figures = new Figures(this);
        FactTable table = new FactTable(
                        getTranslation("nav.runs"),
                        List.of(
                                getTranslation("runs.run"),
                                getTranslation("runs.state"),
                                getTranslation("runs.from"),
                                getTranslation("runs.votes"),
                                getTranslation("runs.started"),
                                getTranslation("runs.by")))
                .figures(3);
        runs.forEach(listed -> table.addRow(
                new Anchor("runs/" + listed.run().id(), RunWords.name(this, listed.run())),
                state(listed),
                new Span(listed.run().baseName()),
                new Span(figures.count(listed.run().votes())),
                new Span(figures.moment(listed.run().createdAt())),
                new Span(listed.run().createdBy())));
        Div card = card(table);
        add(card);
    }

    private Span state(TrainingService.Listed listed) {
        String words = listed.place()
                .map(place -> RunWords.place(this, place))
                .orElseGet(() -> RunWords.state(this, listed.run(), listed.status()));
        return badge(words, RunWords.tone(listed.status()));
    }
}
