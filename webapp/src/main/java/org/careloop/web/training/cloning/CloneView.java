package org.careloop.web.training.cloning;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Failure;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.memory.LongestTexts;
import org.careloop.web.memory.MemoryFacts;
import org.careloop.web.memory.MemoryForecast;
import org.careloop.web.memory.MemoryService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.StudyInView;
import org.careloop.web.training.Difference;
import org.careloop.web.training.DifferenceList;
import org.careloop.web.training.ModelFields;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;
import org.careloop.web.training.SettingFields;
import org.careloop.web.training.TimeEstimate;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.Watching;
import org.jspecify.annotations.Nullable;

/** A form filled with an earlier run; says what differs from it before the new one starts. */
@Route("runs/:run/clone")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class CloneView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient CloneService cloning;
    private final CurrentPerson person;
    private final ModelFields models;
    private final transient TrainingService training;
    private final transient MemoryService memories;
    private final ListItem time = new ListItem();
    private final MemoryFacts memory = new MemoryFacts();
    private transient @Nullable LongestTexts longest;
    private final DifferenceList differences = new DifferenceList();
    private final Problem problem = new Problem();
    private final Button start = new Button();

    CloneView(
            CloneService cloning,
            TrainingService training,
            MemoryService memories,
            CheckpointService checkpoints,
            CurrentPerson person) {
        super(I18NProvider.translate("clone.title"));
        this.cloning = cloning;
        this.training = training;
        this.memories = memories;
        this.person = person;
        models = new ModelFields(checkpoints.list());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<Origin> origin =
                event.getRouteParameters().get("run").flatMap(RunId::parse).flatMap(cloning::origin);
        if (origin.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        startOver();
        StudyInView.keep(origin.get().run().study());
        show(origin.get());
    }

    private void show(Origin origin) {
        Run run = origin.run();
        setHeading(getTranslation("clone.of", run.number()));
        addActions(new Anchor(
                "runs/" + run.id(), getTranslation("run.name." + run.kind().label(), run.number())));
        if (origin.problem().isPresent()) {
            add(card(new Paragraph(Problem.words(this, origin.problem().get()))));
            return;
        }
        SettingFields fields = new SettingFields(run.kind(), getLocale());
        fields.fill(run.settings());
        models.setVisible(run.kind().trainsOnVotes());
        models.show(run.kind());
        models.fill(run.base(), run.reward(), origin.watching());
        Runnable compare = () -> compare(origin, fields);
        fields.onChange(compare);
        models.onChange(compare);
        compare.run();
        Details settings = new Details(
                getTranslation("train.advanced"), new Paragraph(getTranslation("train.settings.help")), fields);
        settings.setOpened(true);
        start.setText(getTranslation("clone.start"));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setDisableOnClick(true);
        start.addClickListener(click -> start(origin, fields));
        Div differing = new Div(new H2(getTranslation("clone.differs", run.number())), differences);
        differing.addClassName("plan");
        differences.getElement().setAttribute("aria-live", "polite");
        Div form = card(models, data(origin), memory, settings, differing, problem, new Div(start));
        form.addClassName("form");
        add(form);
    }

    /** What the clone learns from, or asks. */
    private Div data(Origin origin) {
        Figures figures = new Figures(this);
        UnorderedList facts = new UnorderedList();
        DatasetManifest frozen = origin.data().orElseThrow();
        facts.add(new ListItem(getTranslation(
                "clone.data", origin.run().number(), figures.moment(frozen.createdAt()), counts(frozen, figures))));
        if (origin.outdated() > 0) {
            facts.add(new ListItem(getTranslation("clone.outdated", origin.outdated())));
        }
        if (!origin.lostWatches().isEmpty()) {
            facts.add(new ListItem(getTranslation("clone.watch-gone", String.join(", ", origin.lostWatches()))));
        }
        if (origin.run().answering().isPresent()) {
            facts.add(new ListItem(getTranslation("clone.pairs-stay")));
        }
        if (origin.run().kind().trainsOnVotes()) {
            facts.add(time);
        }
        Div data = new Div(new H2(getTranslation("plan.title")), facts);
        data.addClassName("plan");
        return data;
    }

    private String counts(DatasetManifest frozen, Figures figures) {
        List<String> counts = new ArrayList<>();
        for (String what : List.of("votes", "comparisons", "prompts", "questions")) {
            Long count = frozen.counts().get(what);
            if (count != null) {
                counts.add(getTranslation("clone.count." + what, figures.count(count)));
            }
        }
        return String.join(getTranslation("clone.count.and"), counts);
    }

    private void compare(Origin origin, SettingFields fields) {
        if (!fields.fit()) {
            return;
        }
        Run run = origin.run();
        List<Difference> found = new ArrayList<>(Difference.ofSettings(run.kind(), run.settings(), fields.changes()));
        if (run.kind().trainsOnVotes()) {
            add(found, "base", run.baseName(), name(models.base()));
            add(found, "reward", run.rewardName().orElse(""), name(models.reward(run.kind())));
            Watching now = models.watching(run.kind());
            if (!now.equals(origin.watching())) {
                found.add(new Difference("watches", models.names(origin.watching()), models.names(now)));
            }
        }
        differences.show(found);
        Optional<TimeEstimate> taken = models.base()
                .map(Checkpoint::id)
                .flatMap(base -> training.time(run.kind(), base, fields.changes(), run.votes()));
        time.setText(RunWords.time(this, taken));
        memory.show(() -> forecast(run, fields));
    }

    private Optional<MemoryForecast> forecast(Run run, SettingFields fields) throws IOException {
        Optional<Checkpoint> base = models.base();
        if (!run.kind().trainsOnVotes() || base.isEmpty()) {
            return Optional.empty();
        }
        LongestTexts known = longest;
        if (known == null) {
            known = memories.longest(run.pool().ids());
            longest = known;
        }
        return memories.forecast(run.kind(), base.get(), models.reward(run.kind()), fields.changes(), known);
    }

    private static void add(List<Difference> found, String what, String before, String now) {
        if (!before.equals(now)) {
            found.add(new Difference(what, before, now));
        }
    }

    private static String name(Optional<Checkpoint> model) {
        return model.map(Checkpoint::name).orElse("");
    }

    private void start(Origin origin, SettingFields fields) {
        problem.clear();
        if (!fields.fit()) {
            fields.focusOnMisfit();
            refused(getTranslation("train.settings.refused"));
            return;
        }
        try {
            Run run = cloning.start(request(origin, fields), person.id());
            getUI().ifPresent(ui -> ui.navigate("runs/" + run.id()));
        } catch (BadInput e) {
            refused(Problem.words(this, e));
        } catch (IOException e) {
            refused(getTranslation("train.unwritable", Problem.words(this, Failure.words(e))));
        }
    }

    private CloneRequest request(Origin origin, SettingFields fields) {
        Run run = origin.run();
        if (!run.kind().trainsOnVotes()) {
            return new CloneRequest(run.id(), fields.changes(), Optional.empty());
        }
        Checkpoint base = models.base()
                .orElseThrow(() -> BadInput.coded(
                        "clone.no-base", "no model to start from is chosen; choose one beside \"Starts from\""));
        return new CloneRequest(
                run.id(),
                fields.changes(),
                Optional.of(new CloneRequest.Models(
                        base.id(), models.reward(run.kind()).map(Checkpoint::id), models.watching(run.kind()))));
    }

    private void refused(String why) {
        problem.setText(why);
        start.setEnabled(true);
    }
}
