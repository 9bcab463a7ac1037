package org.careloop.web.training;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.memory.LongestTexts;
import org.careloop.web.memory.MemoryFacts;
import org.careloop.web.memory.MemoryForecast;
import org.careloop.web.memory.MemoryService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.pool.FurtherStudies;
import org.careloop.web.pool.PooledStudies;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyRoute;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;

/** Starts a training run, after saying what will happen. */
@Route("train/:study/:what(reward|policy|rater)")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class TrainView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient TrainingService training;
    private final transient StudyService studies;
    private final transient MemoryService memories;
    private final CurrentPerson person;
    private final RadioButtonGroup<RunKind> kind = new RadioButtonGroup<>();
    private final ModelFields models;
    private final transient PooledStudies pools;
    private final FurtherStudies further = new FurtherStudies();
    private final Div settings = new Div();
    private final Details more = new Details(getTranslation("train.advanced"), settings);
    private @Nullable SettingFields fields;
    private final Div plan = new Div();
    private final MemoryFacts memory = new MemoryFacts();
    private transient @Nullable LongestTexts longest;
    private final Div problem = new Div();
    private final Button start = new Button();

    TrainView(
            TrainingService training,
            CheckpointService checkpoints,
            StudyService studies,
            PooledStudies pools,
            MemoryService memories,
            CurrentPerson person) {
        super(I18NProvider.translate("train.title"));
        this.training = training;
        this.models = new ModelFields(checkpoints.list());
        this.studies = studies;
        this.pools = pools;
        this.memories = memories;
        this.person = person;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<Study> study = StudyRoute.study(event, studies);
        if (study.isEmpty()) {
            return;
        }
        String what = event.getRouteParameters().get("what").orElseThrow();
        setHeading(getTranslation("train." + what));
        show(study.get(), kinds(what));
    }

    private void show(Study study, List<RunKind> kinds) {
        if (!models.hasBases()) {
            Anchor register = new Anchor("checkpoints", getTranslation("train.nomodel.action"));
            add(new EmptyState(getTranslation("train.nomodel"), getTranslation("train.nomodel.text"), register));
            return;
        }
        kind.setLabel(getTranslation("train.method"));
        kind.setItems(kinds);
        kind.setItemLabelGenerator(item -> getTranslation("train.method." + item.label()));
        kind.setValue(kinds.stream()
                .filter(one -> !one.needsReward() || models.hasRewards())
                .findFirst()
                .orElse(kinds.getFirst()));
        kind.setVisible(kinds.size() > 1);
        kind.addValueChangeListener(change -> {
            showSettings(study);
            refresh(study);
        });
        models.onChange(() -> refresh(study));
        further.offer(pools.offered(study));
        further.addValueChangeListener(change -> {
            longest = null;
            refresh(study);
        });
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        start.setText(getTranslation("train.start"));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setDisableOnClick(true);
        start.addClickListener(click -> start(study));
        Div form = card(kind, models, further, plan, memory, more, problem, new Div(start));
        form.addClassName("form");
        add(form);
        showSettings(study);
        refresh(study);
    }

    private void showSettings(Study study) {
        fields = new SettingFields(kind.getValue(), getLocale());
        fields.onChange(() -> refresh(study));
        settings.removeAll();
        settings.add(new Paragraph(getTranslation("train.settings.help")), fields);
    }

    /** What a study's votes can train to such a model. */
    private static List<RunKind> kinds(String what) {
        if (what.equals(RunKind.RATER.label())) {
            return List.of(RunKind.RATER);
        }
        ModelKind made = what.equals("policy") ? ModelKind.POLICY : ModelKind.REWARD;
        return Arrays.stream(RunKind.values())
                .filter(RunKind::trainsOnVotes)
                .filter(one -> one.makes().equals(Optional.of(made)))
                .toList();
    }

    private void refresh(Study study) {
        models.show(kind.getValue());
        boolean possible =
                !kind.getValue().needsReward() || models.reward(kind.getValue()).isPresent();
        start.setEnabled(possible);
        problem.setText(possible ? "" : getTranslation("train.noreward"));
        plan.removeAll();
        plan.add(new PlanList(
                training.plan(
                        further.with(study), kind.getValue(), models.base().map(Checkpoint::id), changes()),
                kind.getValue()));
        memory.show(() -> forecast(study));
    }

    private Optional<MemoryForecast> forecast(Study study) throws IOException {
        Optional<Checkpoint> base = models.base();
        if (base.isEmpty()) {
            return Optional.empty();
        }
        LongestTexts known = longest;
        if (known == null) {
            known = memories.longest(further.with(study));
            longest = known;
        }
        return memories.forecast(kind.getValue(), base.get(), models.reward(kind.getValue()), changes(), known);
    }

    /** What is filled in, once all of it fits. */
    private Map<String, Object> changes() {
        SettingFields filled = Objects.requireNonNull(fields);
        return filled.fit() ? filled.changes() : Map.of();
    }

    private void start(Study study) {
        SettingFields filled = Objects.requireNonNull(fields);
        if (!filled.fit()) {
            more.setOpened(true);
            filled.focusOnMisfit();
            refused(getTranslation("train.settings.refused"));
            return;
        }
        try {
            Run run = training.start(request(study, filled), person.id());
            getUI().ifPresent(ui -> ui.navigate(RunView.class, run.id().toString()));
        } catch (BadInput e) {
            refused(Problem.words(this, e));
        } catch (IOException e) {
            refused(getTranslation("train.unwritable", Problem.words(this, Failure.words(e))));
        }
    }

    private TrainingRequest request(Study study, SettingFields filled) {
        return new TrainingRequest(
                kind.getValue(),
                further.with(study),
                models.base().orElseThrow().id(),
                models.reward(kind.getValue()).map(Checkpoint::id),
                models.watching(kind.getValue()),
                filled.changes());
    }

    private void refused(@Nullable String why) {
        problem.setText(why == null ? "" : why);
        start.setEnabled(true);
    }
}
