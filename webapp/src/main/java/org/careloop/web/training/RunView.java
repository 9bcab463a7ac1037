package org.careloop.web.training;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.CurveSpec;
import org.careloop.run.Failure;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.run.worker.Priority;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.people.Role;
import org.careloop.web.series.SmoothingSlider;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Polling;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.StudyInView;
import org.jspecify.annotations.Nullable;

/**
 * One run: where it stands, what needs a person, its curves, answers before and now, its log. Everything is read from the
 * run directory, so that a page left and opened again shows the same.
 */
@Route("runs")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class RunView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 2_000;

    private final transient TrainingService training;
    private final transient RunLinks related;
    private final transient List<RunPart> parts;
    private final Span state = new Span();
    private final Span description = new Span();
    private final Span device = new Span();
    private final Button stop = new Button();
    private final Button again = new Button();
    private final PhaseBar phases = new PhaseBar();
    private final Div alarm = new Div();
    private final WaitingCard waiting = new WaitingCard(this::prioritise);
    private final Div result = new Div();
    private final Div links = new Div();
    private final AnsweringCard answers = new AnsweringCard();
    private final SmoothingSlider smoothing = new SmoothingSlider();
    private final Div curves = new Div();
    private final MetricTable figures = new MetricTable();
    private final SampleTable samples = new SampleTable();
    private final Pre log = new Pre();
    private transient @Nullable Run run;
    private transient List<CurveCard> cards = List.of();
    private transient Set<String> watches = Set.of();
    private transient Optional<Checkpoint> linked = Optional.empty();
    private final Polling polling = new Polling(this, POLL_MILLIS, this::refresh);

    RunView(TrainingService training, RunLinks related, List<RunPart> parts) {
        super(I18NProvider.translate("nav.runs"));
        this.training = training;
        this.related = related;
        this.parts = List.copyOf(parts);
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        Optional<Run> found = RunId.parse(parameter).flatMap(training::find);
        if (found.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        run = found.get();
        StudyInView.keep(found.get().study());
        build(found.get());
        refresh();
    }

    private void build(Run shown) {
        setHeading(RunWords.name(this, shown));
        description.setText(RunWords.description(this, shown));
        description.addClassName("quiet");
        device.addClassNames("quiet", "run-device");
        addBesideHeading(state, description, device);
        stop.setText(getTranslation("run.stop"));
        stop.setTooltipText(getTranslation("run.stop.explained"));
        stop.setDisableOnClick(true);
        stop.addClickListener(click -> stop(shown));
        again.setText(getTranslation("run.go-on"));
        again.setTooltipText(getTranslation("run.go-on.explained"));
        again.addClickListener(click -> goOn(shown, TrainingService.Unanswered.ASKED));
        shown.pool().members().forEach(study -> addActions(new Anchor("study/" + study.id(), study.name())));
        addActions(
                new Anchor("runs/%s/settings".formatted(shown.id()), getTranslation("run.settings")),
                new Anchor("runs/%s/clone".formatted(shown.id()), getTranslation("run.clone")),
                new Anchor("curves?runs=" + shown.number(), getTranslation("curves.beside")),
                again,
                stop);
        cards = shown.kind().curves().stream()
                .map(spec -> new CurveCard(spec, shown))
                .toList();
        cards.forEach(curves::add);
        curves.addClassName("curve-cards");
        log.addClassName("log");
        log.getElement().setAttribute("tabindex", "0");
        Div logCard = card(new H2(getTranslation("run.log")), log);
        logCard.addClassName("log-card");
        Div below = new Div(samples, logCard);
        below.addClassName("run-below");
        add(phases, waiting, origin(shown), alarm, result, answers, smoothing, curves, figures, below, links);
    }

    /** Which run it was cloned from, and what differs; nothing for a run that was filled with no other. */
    private Div origin(Run shown) {
        Div line = new Div();
        shown.clonedFrom().flatMap(origin -> training.find(origin.id())).ifPresent(origin -> {
            DifferenceList differences = new DifferenceList();
            differences.show(Difference.between(origin, shown));
            line.addClassNames("card", "plan");
            line.add(
                    new Span(getTranslation("run.cloned") + " "),
                    new Anchor("runs/" + origin.id(), RunWords.name(this, origin)),
                    differences,
                    new Anchor(
                            "runs/%s/settings?other=%s".formatted(shown.id(), origin.id()),
                            getTranslation("settings.beside")));
        });
        return line;
    }

    private void refresh() {
        Run shown = run;
        if (shown == null) {
            return;
        }
        RunProgress progress = training.progress(shown);
        state.setText(RunWords.state(this, shown, progress.status()));
        state.setClassName("badge " + RunWords.tone(progress.status()).name().toLowerCase(Locale.ROOT));
        device.setText(progress.status()
                .flatMap(RunStatus::deviceWords)
                .map(words -> Problem.words(this, words))
                .orElse(""));
        stop.setVisible(progress.isStoppable());
        // One that answers prompts has its own choices once it was stopped.
        again.setVisible(progress.mayGoOn() && !(progress.isStopped() && shown.kind() == RunKind.ANSWER));
        phases.show(shown, progress.status());
        waiting.show(training.place(shown));
        showAlarm(progress);
        Optional<Checkpoint> made = training.result(shown.id());
        showResult(shown, made);
        showLinks(shown, made);
        answers.show(training.find(shown.id()).orElse(shown), progress.status(), unanswered -> goOn(shown, unanswered));
        addWatches(shown, progress.metrics());
        cards.forEach(card -> card.show(progress.course().figures()));
        smoothing.show(List.of(progress.course()));
        figures.show(progress.metrics());
        samples.show(progress.samples());
        log.setText(String.join("\n", progress.log()));
        log.getElement().executeJs("this.scrollTop = this.scrollHeight");
        polling.set(!progress.isOver() || isResultAwaited(shown, progress, made));
        if (!progress.course().isWhole()) {
            polling.soon();
        }
    }

    /** What watches a run is known from its figures. */
    private void addWatches(Run shown, List<MetricLog.Line> lines) {
        if (lines.isEmpty() || !watches.isEmpty()) {
            return;
        }
        Set<String> figures = lines.getLast().values().keySet();
        watches = Metrics.watches(figures);
        List<CurveCard> all = new ArrayList<>(cards);
        for (String watch : watches) {
            boolean heldOut = lines.getFirst().values().containsKey(Metrics.heldOut(Metrics.watch(watch)));
            CurveCard card = new CurveCard(CurveSpec.watch(watch, heldOut), shown, watch);
            all.add(card);
            // Beside the score that it is to be compared with, which is held out too where there are such prompts.
            curves.addComponentAtIndex(Math.min(2, curves.getComponentCount()), card);
        }
        cards = List.copyOf(all);
    }

    /** Whether the result is written and not yet taken in. */
    private boolean isResultAwaited(Run shown, RunProgress progress, Optional<Checkpoint> made) {
        boolean done = progress.status().map(RunStatus::phase).equals(Optional.of(RunStatus.Phase.DONE));
        if (!shown.kind().asksModels()) {
            return shown.kind().makes().isPresent() && made.isEmpty() && progress.hasModel();
        }
        boolean paired = training.find(shown.id())
                .flatMap(Run::answering)
                .flatMap(AnsweringState::taken)
                .isPresent();
        return done && !paired && parts(shown).noneMatch(part -> part.isTaken(shown));
    }

    private Stream<RunPart> parts(Run shown) {
        return parts.stream().filter(part -> part.isOf(shown.kind()));
    }

    private void showAlarm(RunProgress progress) {
        alarm.removeAll();
        progress.alarm().ifPresent(found -> alarm.add(new AlarmNotice(found)));
    }

    private void showResult(Run shown, Optional<Checkpoint> made) {
        result.removeAll();
        parts(shown).map(part -> part.of(shown)).forEach(result::add);
        made.ifPresent(checkpoint -> {
            Anchor open = new Anchor("checkpoints/" + checkpoint.id(), getTranslation("run.result.open"));
            Div line = card(new Span(getTranslation("run.result", checkpoint.name()) + " "), open);
            line.addClassName("result-line");
            result.add(line);
        });
    }

    /** Only when something was made since: whoever stands on one of the links stays there while the run goes on. */
    private void showLinks(Run shown, Optional<Checkpoint> made) {
        if (links.getChildren().findAny().isEmpty() || !made.equals(linked)) {
            linked = made;
            links.removeAll();
            links.add(related.of(shown, made));
        }
    }

    private void prioritise(Priority priority) {
        Run shown = run;
        if (shown != null) {
            try {
                training.prioritise(shown.id(), priority);
            } catch (IOException | BadInput e) {
                Notification.show(Problem.words(this, Failure.words(e)));
            }
            refresh();
        }
    }

    private void goOn(Run shown, TrainingService.Unanswered unanswered) {
        try {
            training.goOn(shown.id(), unanswered);
            stop.setText(getTranslation("run.stop"));
            stop.setEnabled(true);
        } catch (IOException | BadInput e) {
            Notification.show(Problem.words(this, Failure.words(e)));
        }
        refresh();
    }

    private void stop(Run shown) {
        try {
            training.stop(shown.id());
            stop.setText(getTranslation("run.stopping"));
            refresh();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
