package org.careloop.web.training.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.StudyInView;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;

/** All settings of a run in tables, beside the defaults and beside a run that the reader chooses; the address says which. */
@Route("runs/:run/settings")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class SettingsView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient RunSettings settings;

    SettingsView(RunSettings settings) {
        super(I18NProvider.translate("settings.title"));
        this.settings = settings;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        startOver();
        Optional<SettingsAddress> address = event.getRouteParameters()
                .get("run")
                .flatMap(RunId::parse)
                .map(run -> SettingsAddress.of(run, event.getLocation().getQueryParameters()));
        if (address.isEmpty() || !show(address.get())) {
            event.rerouteToError(NotFoundException.class);
        }
    }

    /** False where there is no such run. */
    private boolean show(SettingsAddress asked) {
        SettingsAddress address = asked;
        Optional<SettingsTable> table;
        try {
            table = settings.of(asked.run(), asked.other());
        } catch (BadInput e) {
            add(new Paragraph(Problem.words(this, e)));
            address = asked.beside(Optional.empty());
            table = settings.of(asked.run(), Optional.empty());
        }
        if (table.isEmpty()) {
            return false;
        }
        show(address, table.get());
        return true;
    }

    private void show(SettingsAddress address, SettingsTable table) {
        Run run = table.run();
        StudyInView.keep(run.study());
        String name = RunWords.name(this, run);
        setHeading(getTranslation("settings.of", name));
        addActions(
                new Anchor("runs/" + run.id(), name),
                new Anchor("runs/%s/clone".formatted(run.id()), getTranslation("run.clone")));
        Div tools = new Div(another(address, table), whichToShow(address));
        tools.addClassNames("curve-tools", "filters");
        Paragraph counts = new Paragraph(counts(table));
        counts.getElement().setAttribute("role", "status");
        add(tools, counts, new OriginsCard(run, table.other()));
        SettingsTable shown = address.remarkable() ? table.remarkable() : table;
        shown.sections().forEach(section -> add(new SectionCard(section, run, table.other())));
    }

    private String counts(SettingsTable table) {
        String changed = getTranslation("settings.changed", table.changed());
        return table.other()
                .map(other -> getTranslation(
                        "settings.counts",
                        changed,
                        getTranslation("settings.differing", table.differing(), RunWords.name(this, other))))
                .orElse(changed);
    }

    private Select<Run> another(SettingsAddress address, SettingsTable table) {
        Select<Run> another = new Select<>();
        another.setLabel(getTranslation("settings.other"));
        another.setEmptySelectionAllowed(true);
        another.setEmptySelectionCaption(getTranslation("settings.other.none"));
        another.setPlaceholder(getTranslation("settings.other.none"));
        another.setItems(settings.others(table.run()));
        another.setItemLabelGenerator(run -> run == null
                ? getTranslation("settings.other.none")
                : getTranslation("curves.run", RunWords.name(this, run), run.studyName()));
        table.other()
                .flatMap(other -> settings.others(table.run()).stream()
                        .filter(run -> run.id().equals(other.id()))
                        .findFirst())
                .ifPresent(another::setValue);
        another.addValueChangeListener(change -> UI.getCurrent()
                .navigate(address.beside(Optional.ofNullable(change.getValue()).map(Run::id))
                        .written()));
        return another;
    }

    private Component whichToShow(SettingsAddress address) {
        Div choice = new Div(new Span(getTranslation("settings.show")));
        choice.addClassName("axis-choice");
        for (boolean remarkable : new boolean[] {false, true}) {
            Anchor link = new Anchor(
                    address.showing(remarkable).written(),
                    getTranslation(remarkable ? "settings.show.differing" : "settings.show.all"));
            if (remarkable == address.remarkable()) {
                link.getElement().setAttribute("aria-current", "true");
            }
            choice.add(link);
        }
        return choice;
    }
}
