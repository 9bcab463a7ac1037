package org.careloop.web.training.beside;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.CurveSpec;
import org.careloop.run.Failure;
import org.careloop.run.Metrics;
import org.careloop.web.people.Role;
import org.careloop.web.series.CurveAxis;
import org.careloop.web.series.SmoothingSlider;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Polling;
import org.careloop.web.shell.Problem;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.TrainingService.Watched;

/** The curves of several runs laid over one another, a chart a figure; the address says which and can be shared. */
@Route("curves")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class CurvesView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 2_000;
    private static final int MOST = 10;

    private final transient TrainingService training;
    private final Polling polling = new Polling(this, POLL_MILLIS, this::refresh);
    private final Map<String, OverlayCard> cards = new LinkedHashMap<>();
    private transient ChosenRuns chosen = new ChosenRuns(List.of(), CurveAxis.STEP);
    private transient List<Run> runs = List.of();
    private SmoothingSlider smoothing = new SmoothingSlider();
    private Div charts = new Div();
    private Div problems = new Div();

    CurvesView(TrainingService training) {
        super(I18NProvider.translate("curves.title"));
        this.training = training;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        startOver();
        cards.clear();
        chosen = ChosenRuns.of(event.getLocation());
        List<Run> all = training.numbered(chosen.numbers());
        runs = all.stream().limit(MOST).toList();
        addActions(new Anchor("runs", getTranslation("curves.to.runs")));
        saysWhatIsLeftOut(all);
        if (runs.isEmpty()) {
            polling.set(false);
            add(new EmptyState(
                    getTranslation("curves.none"),
                    getTranslation("curves.none.text"),
                    new Anchor("runs", getTranslation("curves.to.runs"))));
            return;
        }
        smoothing = new SmoothingSlider();
        charts = new Div();
        charts.addClassName("overlay-cards");
        problems = new Div();
        Div tools = new Div(smoothing, axes(), another());
        tools.addClassNames("curve-tools", "filters");
        add(names(), tools, problems, charts);
        refresh();
    }

    private void saysWhatIsLeftOut(List<Run> all) {
        List<Long> known = all.stream().map(Run::number).toList();
        List<Long> unknown = chosen.numbers().stream()
                .filter(number -> !known.contains(number))
                .toList();
        if (!unknown.isEmpty()) {
            add(new Paragraph(getTranslation("curves.unknown", listed(unknown))));
        }
        if (all.size() > MOST) {
            add(new Paragraph(getTranslation("curves.most", listed(known.subList(MOST, known.size())))));
        }
    }

    private static String listed(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private Component names() {
        UnorderedList names = new UnorderedList();
        names.addClassName("chosen-runs");
        for (Run run : runs) {
            String name = RunWords.name(this, run);
            Anchor away = new Anchor(chosen.without(run.number()).address(), getTranslation("curves.remove"));
            away.setAriaLabel(getTranslation("curves.remove.of", name));
            names.add(new ListItem(
                    new Anchor("runs/" + run.id(), getTranslation("curves.run", name, run.studyName())),
                    new Span(" "),
                    away));
        }
        return names;
    }

    private Component axes() {
        Div axes = new Div(new Span(getTranslation("curves.over")));
        axes.addClassName("axis-choice");
        for (CurveAxis axis : CurveAxis.values()) {
            Anchor choice = new Anchor(chosen.over(axis).address(), getTranslation("curves.over." + axis.label()));
            if (axis == chosen.axis()) {
                choice.getElement().setAttribute("aria-current", "true");
            }
            axes.add(choice);
        }
        return axes;
    }

    private Component another() {
        Select<Run> another = new Select<>();
        another.setLabel(getTranslation("curves.add"));
        another.setItems(training.visible().stream()
                .filter(run -> !chosen.numbers().contains(run.number()))
                .toList());
        another.setItemLabelGenerator(run -> getTranslation("curves.run", RunWords.name(this, run), run.studyName()));
        another.addValueChangeListener(change -> UI.getCurrent()
                .navigate(
                        CurvesView.class,
                        chosen.with(change.getValue().number()).parameters()));
        another.setVisible(runs.size() < MOST);
        return another;
    }

    private void refresh() {
        if (runs.isEmpty()) {
            return;
        }
        problems.removeAll();
        List<Watched> watched = new ArrayList<>();
        for (Run run : runs) {
            try {
                watched.add(training.watch(run));
            } catch (IOException | BadInput e) {
                problems.add(new Paragraph(Problem.words(this, Failure.words(e))));
            }
        }
        specs(watched)
                .forEach((metric, spec) -> cards.computeIfAbsent(metric, name -> {
                            OverlayCard card = new OverlayCard(spec);
                            charts.add(card);
                            return card;
                        })
                        .show(runs, watched, chosen.axis()));
        smoothing.show(watched.stream().map(Watched::course).toList());
        polling.set(watched.stream().anyMatch(Watched::goesOn));
        if (watched.stream().anyMatch(one -> !one.course().isWhole())) {
            polling.soon();
        }
    }

    /** The figures that any of the runs has, by their names. */
    private static Map<String, CurveSpec> specs(List<Watched> watched) {
        Map<String, CurveSpec> specs = new LinkedHashMap<>();
        for (Watched one : watched) {
            one.run().kind().curves().stream()
                    .filter(spec -> one.course().figures().containsKey(spec.metric()))
                    .forEach(spec -> specs.putIfAbsent(spec.metric(), spec));
            one.course().figures().keySet().stream()
                    .filter(Metrics::isWatch)
                    .forEach(figure -> specs.putIfAbsent(
                            figure, CurveSpec.watch(Metrics.watchOf(figure), Metrics.isHeldOut(figure))));
        }
        return specs;
    }
}
