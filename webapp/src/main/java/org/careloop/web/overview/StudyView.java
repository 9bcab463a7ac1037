package org.careloop.web.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
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
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.agreement.ui.ScoreSpread;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.Notice;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Polling;
import org.careloop.web.shell.ViewerZone;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyBadge;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyInView;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.FirstSteps;
import org.jspecify.annotations.Nullable;

/** One study: is it going well, can it be trusted, what needs a person. */
@Route("study")
@Menu(title = "nav.overview", order = 10)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
class StudyView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 1000;

    private final transient StudyService studies;
    private final transient OverviewService overviews;
    private final transient ExclusionService exclusions;
    private final transient StudyAccess access;
    private final FirstSteps first;
    private final boolean leads;
    private final boolean trains;
    private final Div body = new Div();
    private transient @Nullable Study study;
    private final Polling polling = new Polling(this, POLL_MILLIS, this::refresh);

    StudyView(
            StudyService studies,
            OverviewService overviews,
            ExclusionService exclusions,
            StudyAccess access,
            FirstSteps first,
            CurrentPerson person) {
        super(I18NProvider.translate("nav.overview"));
        this.studies = studies;
        this.overviews = overviews;
        this.exclusions = exclusions;
        this.access = access;
        this.first = first;
        this.leads = person.has(Role.STUDY_LEAD) || person.has(Role.ADMINISTRATOR);
        this.trains = person.worksWithModels();
        body.addClassName("page-body");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String parameter) {
        startOver();
        List<Study> all = studies.list();
        if (all.isEmpty() && parameter == null) {
            add(new EmptyState(
                    getTranslation("study.none.title"),
                    getTranslation(leads ? "study.none.lead" : "study.none.engineer"),
                    leads ? new Component[] {action("study/new", "study.new", true)} : new Component[0]));
            return;
        }
        Optional<Study> chosen = parameter == null
                ? StudyInView.kept().flatMap(studies::find).or(() -> Optional.of(all.getFirst()))
                : StudyId.parse(parameter).flatMap(studies::find);
        if (chosen.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        study = chosen.get();
        StudyInView.keep(chosen.get().id());
        setHeading(chosen.get().name());
        addBesideHeading(new StudyBadge(chosen.get().state()));
        StudyOverview overview = overview(chosen.get());
        addActions(actions(chosen.get(), overview));
        if (all.size() > 1 || leads) {
            addComponentAsFirst(chooser(chosen.get(), all));
        }
        add(body);
        show(chosen.get(), overview);
    }

    /** Looks again, while something is still being counted or after something was changed. */
    private void refresh() {
        Study shown = study;
        if (shown != null) {
            show(shown, overview(shown));
        }
    }

    private StudyOverview overview(Study shown) {
        return overviews.overview(shown, ViewerZone.now());
    }

    private void show(Study shown, StudyOverview overview) {
        polling.set(!overview.upToDate());
        body.removeAll();
        body.add(first.of(shown));
        if (first.isVisible() && overview.standing().comparisons() == 0) {
            return;
        }
        if (overview.standing().comparisons() == 0) {
            body.add(new EmptyState(
                    getTranslation(shown.design().isRating() ? "study.empty.title.rated" : "study.empty.title"),
                    getTranslation(shown.design().isRating() ? "study.empty.text.rated" : "study.empty.text"),
                    leads ? new Component[] {action("import/" + shown.id(), "study.import", true)} : new Component[0]));
            return;
        }
        if (shown.state() == Study.State.DRAFT && !first.isVisible()) {
            body.add(new Notice(
                    getTranslation("study.draft"),
                    getTranslation("study.draft.meaning"),
                    new Anchor(PageOfStudy.DESIGN.address(shown.id()), getTranslation("study.draft.action"))));
        }
        List<StudyAttention> attention = StudyAttention.of(shown, overview);
        if (!attention.isEmpty()) {
            body.add(notice(attention));
        }
        body.add(new StudyCards(shown, overview));
        if (overview.standing().judged() > 0) {
            Div charts = new Div(
                    days(overview), shown.design().isRating() ? scores(shown, overview) : votes(shown, overview));
            charts.addClassName("chart-row");
            body.add(
                    charts, new AnnotatorsCard(shown, overview, exclusions, access.mayLead(shown.id()), this::refresh));
        }
    }

    private Component[] actions(Study shown, StudyOverview overview) {
        List<Component> actions = new ArrayList<>();
        if (leads && shown.state() != Study.State.FROZEN) {
            actions.add(action("import/" + shown.id(), "study.import", false));
        }
        if (trains) {
            actions.add(action("runs?study=" + shown.id(), "study.runs", false));
        }
        if (shown.design().isRating()) {
            if (trains && overview.standing().judged() > 0) {
                actions.add(action("train/%s/rater".formatted(shown.id()), "study.train.rater", false));
            }
            return actions.toArray(Component[]::new);
        }
        if (trains && overview.standing().comparisons() > 0) {
            actions.add(action("answer/%s".formatted(shown.id()), "study.answer", false));
        }
        if (trains && overview.standing().judged() > 0) {
            actions.add(action("train/%s/policy".formatted(shown.id()), "study.train.policy", false));
            actions.add(action(
                    "train/%s/reward".formatted(shown.id()), "study.train.reward", overview.agreesBeyondChance()));
        }
        return actions.toArray(Component[]::new);
    }

    private Anchor action(String href, String key, boolean primary) {
        Anchor anchor = new Anchor(href, getTranslation(key));
        anchor.addClassName(primary ? "primary-link" : "secondary-link");
        return anchor;
    }

    private Component chooser(Study shown, List<Study> all) {
        Div row = new Div();
        row.addClassName("study-chooser");
        if (all.size() > 1) {
            Select<Study> select = new Select<>();
            select.setAriaLabel(getTranslation("study.choose"));
            select.setItems(all);
            select.setItemLabelGenerator(Study::name);
            select.setValue(shown);
            select.addValueChangeListener(change -> getUI().ifPresent(ui ->
                    ui.navigate(StudyView.class, change.getValue().id().toString())));
            row.add(select);
        }
        if (leads) {
            row.add(new Anchor("study/new", getTranslation("study.new")));
        }
        return row;
    }

    private Notice notice(List<StudyAttention> attention) {
        Notice notice = new Notice();
        for (StudyAttention each : attention) {
            String key = "study.attention." + each.key();
            notice.say(
                    getTranslation(key, each.figures().toArray()),
                    getTranslation(key + ".meaning"),
                    leads
                            ? new Component[] {new Anchor(each.address(), getTranslation("study.attention.open"))}
                            : new Component[0]);
        }
        return notice;
    }

    private Div days(StudyOverview overview) {
        Div card = card(explained("study.days"));
        card.add(overview.days().isEmpty() ? quiet(getTranslation("study.days.none")) : new DayBars(overview.days()));
        return card;
    }

    private Div scores(Study shown, StudyOverview overview) {
        return overview.report()
                .<Div>map(report -> new ScoreSpread(shown, report.ratings()))
                .orElseGet(() -> card(quiet(getTranslation("overview.making"))));
    }

    private Div votes(Study shown, StudyOverview overview) {
        VoteBar bars = new VoteBar();
        bars.add(
                getTranslation("agreement.overall"), overview.standing().pairs().verdicts());
        for (AgreementReport.Group group :
                overview.report().map(AgreementReport::criteria).orElse(List.of())) {
            shown.design().criteria().stream()
                    .filter(criterion -> criterion.key().equals(group.name()))
                    .map((Criterion criterion) -> DesignWords.criterion(this, criterion))
                    .forEach(name -> bars.add(name, group.verdicts()));
        }
        Div card = card(explained("study.votes"), bars);
        long rankings = overview.standing().rankings();
        if (rankings > 0) {
            card.add(quiet(getTranslation("overview.votes.rankings", rankings)));
        }
        return card;
    }

    private Explained explained(String key) {
        return new Explained(getTranslation(key), getTranslation(key + ".explained"));
    }

    private static Span quiet(String text) {
        Span span = new Span(text);
        span.addClassName("quiet");
        return span;
    }
}
