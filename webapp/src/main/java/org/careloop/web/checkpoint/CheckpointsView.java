package org.careloop.web.checkpoint;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;

/** All checkpoints, the newest first, and a form for models that lie on the server already. */
@Route("checkpoints")
@Menu(title = "nav.checkpoints", order = 21)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
class CheckpointsView extends Page {
    private static final long serialVersionUID = 1L;

    CheckpointsView(CheckpointService checkpoints, CurrentPerson person) {
        super(I18NProvider.translate("nav.checkpoints"));
        List<Checkpoint> all = checkpoints.list();
        if (all.isEmpty()) {
            boolean trains = person.worksWithModels();
            add(new EmptyState(
                    getTranslation("checkpoints.none"),
                    getTranslation(trains ? "checkpoints.none.text" : "checkpoints.none.approved")));
        } else {
            add(card(table(all)));
        }
        if (person.has(Role.ML_ENGINEER)) {
            Details register = new Details(getTranslation("checkpoints.register"), new RegisterForm(checkpoints));
            register.setOpened(all.isEmpty());
            add(card(register));
        }
    }

    private FactTable table(List<Checkpoint> all) {
        Figures figures = new Figures(this);
        FactTable table = new FactTable(
                getTranslation("nav.checkpoints"),
                List.of(
                        getTranslation("checkpoints.name"),
                        getTranslation("checkpoints.kind"),
                        getTranslation("checkpoints.origin"),
                        getTranslation("checkpoint.state"),
                        getTranslation("checkpoints.made"),
                        "SHA-256"));
        all.forEach(checkpoint -> table.addRow(
                new Anchor("checkpoints/" + checkpoint.id(), checkpoint.name()),
                new Span(getTranslation(
                        "checkpoint.kind." + checkpoint.kind().name().toLowerCase(Locale.ROOT))),
                new Span(getTranslation(
                        checkpoint.run().isPresent() ? "checkpoint.origin.run" : "checkpoint.origin.base")),
                checkpoint.state().<Component>map(StateBadge::new).orElseGet(() -> new Span("–")),
                new Span(figures.moment(checkpoint.createdAt())),
                hash(checkpoint)));
        return table;
    }

    private static Span hash(Checkpoint checkpoint) {
        Span hash = new Span(checkpoint.sha256().substring(0, 12) + "…");
        hash.addClassName("hash");
        hash.setTitle(checkpoint.sha256());
        return hash;
    }
}
