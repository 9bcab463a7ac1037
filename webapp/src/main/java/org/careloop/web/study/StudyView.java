package org.careloop.web.study;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Notice;
import org.careloop.web.shell.Page;
import org.jspecify.annotations.Nullable;

/** One study: is it going well, can it be trusted, what needs a person. */
@Route("study")
@Menu(title = "nav.overview", order = 10)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class StudyView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;

    private final transient StudyService studies;
    private final boolean leads;

    StudyView(StudyService studies, CurrentPerson person) {
        super(I18NProvider.translate("nav.overview"));
        this.studies = studies;
        this.leads = person.has(Role.STUDY_LEAD);
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String parameter) {
        List<Study> all = studies.list();
        if (all.isEmpty()) {
            showNoStudy();
            return;
        }
        Optional<Study> chosen = parameter == null
                ? Optional.of(all.getFirst())
                : StudyId.parse(parameter).flatMap(studies::find);
        if (chosen.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        show(chosen.get(), all);
    }

    private void showNoStudy() {
        add(new EmptyState(
                getTranslation("study.none.title"),
                getTranslation(leads ? "study.none.lead" : "study.none.engineer"),
                leads ? new Component[] {action("study/new", "study.new", true)} : new Component[0]));
    }

    private void show(Study study, List<Study> all) {
        StudyOverview overview = studies.overview(study.id());
        setHeading(study.name());
        addBesideHeading(
                study.isCollecting()
                        ? badge(getTranslation("study.state.collecting"), Tone.DONE)
                        : badge(getTranslation("study.state.closed"), Tone.QUIET));
        addActions(actions(study, overview));
        if (all.size() > 1 || leads) {
            add(chooser(study, all));
        }
        if (overview.comparisons() == 0) {
            add(new EmptyState(
                    getTranslation("study.empty.title"),
                    getTranslation("study.empty.text"),
                    leads ? new Component[] {action("import/" + study.id(), "study.import", true)} : new Component[0]));
            return;
        }
        StudyAttention.of(overview).ifPresent(attention -> add(notice(attention)));
        add(new StudyCards(study, overview));
        if (overview.votes().total() > 0) {
            Div charts = new Div(days(overview), votes(overview));
            charts.addClassName("chart-row");
            Div annotators =
                    card(new H2(getTranslation("study.annotators")), new AnnotatorTable(overview.annotators()));
            annotators.setId("annotators");
            add(charts, annotators);
        }
    }

    private Component[] actions(Study study, StudyOverview overview) {
        List<Component> actions = new ArrayList<>();
        boolean judged = overview.votes().total() > 0;
        if (leads) {
            actions.add(action("import/" + study.id(), "study.import", false));
        }
        if (leads && overview.comparisons() > 0) {
            actions.add(action("export/" + study.id(), "study.export", false));
        }
        if (judged) {
            actions.add(action("train/%s/policy".formatted(study.id()), "study.train.policy", false));
            actions.add(action("train/%s/reward".formatted(study.id()), "study.train.reward", true));
        }
        return actions.toArray(Component[]::new);
    }

    private Anchor action(String href, String key, boolean primary) {
        Anchor anchor = new Anchor(href, getTranslation(key));
        anchor.addClassName(primary ? "primary-link" : "secondary-link");
        return anchor;
    }

    private Component chooser(Study study, List<Study> all) {
        Div row = new Div();
        row.addClassName("study-chooser");
        if (all.size() > 1) {
            Select<Study> select = new Select<>();
            select.setAriaLabel(getTranslation("study.choose"));
            select.setItems(all);
            select.setItemLabelGenerator(Study::name);
            select.setValue(study);
            select.addValueChangeListener(change -> getUI().ifPresent(ui ->
                    ui.navigate(StudyView.class, change.getValue().id().toString())));
            row.add(select);
        }
        if (leads) {
            row.add(new Anchor("study/new", getTranslation("study.new")));
        }
        return row;
    }

    private Notice notice(StudyAttention attention) {
        return new Notice(
                getTranslation(attention.key(), attention.figures().toArray()),
                getTranslation(attention.key() + ".meaning"),
                new Anchor("#annotators", getTranslation("study.attention.open")));
    }

    private Div days(StudyOverview overview) {
        Div card = card(new H2(getTranslation("study.days")));
        card.add(overview.days().isEmpty() ? quiet(getTranslation("study.days.none")) : new DayBars(overview.days()));
        return card;
    }

    private Div votes(StudyOverview overview) {
        return card(new H2(getTranslation("study.votes")), new VoteBar(overview.votes()));
    }

    private static Span quiet(String text) {
        Span span = new Span(text);
        span.addClassName("quiet");
        return span;
    }
}
