package org.careloop.web.trial.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Polling;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.trial.Rival;
import org.careloop.web.trial.TrialOutlook;
import org.careloop.web.trial.TrialRequest;
import org.careloop.web.trial.TrialService;
import org.careloop.web.trial.TrialStart;
import org.jspecify.annotations.Nullable;

/** Begins a blind trial of a checkpoint, after saying what it will ask and what it can find. */
@Route("judge/:checkpoint")
@RolesAllowed(Role.Names.STUDY_LEAD)
class TrialView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 400;

    private final transient TrialService trials;
    private final transient TrialStart starts;
    private final transient CheckpointService checkpoints;
    private final transient StudyService studies;
    private final CurrentPerson person;
    private final OutlookCard outlook = new OutlookCard();
    private final Problem problem = new Problem();
    private final Button begin = new Button();
    private final Polling polling = new Polling(this, POLL_MILLIS, this::lookAgain);
    private @Nullable TrialFields fields;
    private transient @Nullable CompletableFuture<TrialOutlook> awaited;

    TrialView(
            TrialService trials,
            TrialStart starts,
            CheckpointService checkpoints,
            StudyService studies,
            CurrentPerson person) {
        super(I18NProvider.translate("trial.title"));
        this.trials = trials;
        this.starts = starts;
        this.checkpoints = checkpoints;
        this.studies = studies;
        this.person = person;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<Checkpoint> found = event.getRouteParameters()
                .get("checkpoint")
                .flatMap(CheckpointId::parse)
                .flatMap(checkpoints::find)
                .filter(model -> model.kind() == ModelKind.POLICY);
        if (found.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        startOver();
        setOwner(found.get().name());
        show(found.get());
    }

    private void show(Checkpoint candidate) {
        List<Rival> rivals = trials.rivals(candidate);
        List<Study> sources = studies.list();
        if (rivals.isEmpty() || sources.isEmpty()) {
            String key = rivals.isEmpty() ? "trial.alone" : "trial.no-study";
            Anchor wayOn = rivals.isEmpty()
                    ? new Anchor("checkpoints", getTranslation("trial.alone.do"))
                    : new Anchor("study/new", getTranslation("study.new"));
            add(new EmptyState(getTranslation(key), getTranslation(key + ".text"), wayOn));
            return;
        }
        TrialFields shown = new TrialFields(candidate, rivals, sources);
        fields = shown;
        Study first = sources.stream()
                .filter(study -> candidate.study().equals(Optional.of(study.id())))
                .findFirst()
                .orElse(sources.getFirst());
        shown.follow(first, trials.suggestedName(first));
        shown.onSource(change -> {
            shown.follow(change.getValue(), trials.suggestedName(change.getValue()));
            look();
        });
        shown.onChange(this::look);
        begin.setText(getTranslation("trial.begin"));
        begin.addThemeVariants(ButtonVariant.PRIMARY);
        begin.setDisableOnClick(true);
        begin.addClickListener(click -> begin(shown));
        Paragraph next = new Paragraph(getTranslation("trial.next"));
        next.addClassName("quiet");
        Div end = card(next, problem, new Div(begin));
        end.addClassName("form");
        add(new Paragraph(getTranslation("trial.text")), shown, outlook, end);
        look();
    }

    private void look() {
        problem.clear();
        begin.setEnabled(false);
        try {
            Optional<TrialRequest> request = Optional.ofNullable(fields).flatMap(TrialFields::request);
            awaited = request.map(trials::outlook).orElse(null);
            if (request.isEmpty()) {
                outlook.nothing();
            } else {
                outlook.counting();
            }
        } catch (BadInput e) {
            awaited = null;
            outlook.nothing();
            problem.show(e);
        }
        polling.set(awaited != null);
    }

    private void lookAgain() {
        CompletableFuture<TrialOutlook> expected = awaited;
        if (expected == null || !expected.isDone()) {
            return;
        }
        awaited = null;
        polling.set(false);
        if (!expected.isCompletedExceptionally()) {
            TrialOutlook found = expected.join();
            outlook.show(found);
            begin.setEnabled(found.asked() > 0);
        } else if (expected.exceptionNow() instanceof BadInput refused) {
            outlook.nothing();
            problem.show(refused);
        } else {
            throw new IllegalStateException("the trial could not be looked at", expected.exceptionNow());
        }
    }

    private void begin(TrialFields shown) {
        try {
            Run run = starts.begin(shown.name(), shown.request().orElseThrow(), person.id());
            getUI().ifPresent(ui -> ui.navigate("runs/" + run.id()));
        } catch (BadInput e) {
            problem.show(e);
            begin.setEnabled(true);
        } catch (IOException e) {
            problem.setText(getTranslation("train.unwritable", Problem.words(this, Failure.words(e))));
            begin.setEnabled(true);
        }
    }
}
