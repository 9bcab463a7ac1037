package org.careloop.web.training.beside;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.careloop.run.CurveSpec;
import org.careloop.run.RunKind;
import org.careloop.web.people.Role;
import org.careloop.web.series.MeasuredFigure;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Page;
import org.careloop.web.study.StudyId;
import org.careloop.web.training.FigureWords;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;
import org.careloop.web.training.TrainingService;
import org.jspecify.annotations.Nullable;

/** All runs, the newest first; those of one kind with the figures that they end with, sorted by any of them. */
@Route("runs")
@Menu(title = "nav.runs", order = 20)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class RunsView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient TrainingService training;
    private final TreeSet<Long> ticked = new TreeSet<>();
    private final Button overlay = new Button();

    RunsView(TrainingService training) {
        super(I18NProvider.translate("nav.runs"));
        this.training = training;
        overlay.setText(getTranslation("runs.overlay"));
        overlay.addClickListener(click -> UI.getCurrent().navigate("curves", QueryParameters.of("runs", chosen())));
    }

    private String chosen() {
        return ticked.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        startOver();
        ticked.clear();
        overlay.setEnabled(false);
        List<TrainingService.Listed> runs = training.list();
        if (runs.isEmpty()) {
            Anchor study = new Anchor("study", getTranslation("runs.none.action"));
            add(new EmptyState(getTranslation("runs.none"), getTranslation("runs.none.text"), study));
            return;
        }
        RunList list = RunList.of(event.getLocation().getQueryParameters());
        addActions(overlay);
        List<RunList.Row> rows = list.rows(runs);
        add(tools(list, runs), card(table(list, rows)));
    }

    private Component tools(RunList list, List<TrainingService.Listed> runs) {
        Select<RunKind> kind = new Select<>();
        kind.setLabel(getTranslation("runs.kind"));
        kind.setEmptySelectionAllowed(true);
        kind.setEmptySelectionCaption(getTranslation("runs.kind.all"));
        kind.setItems(runs.stream()
                .map(listed -> listed.run().kind())
                .distinct()
                .sorted()
                .toList());
        kind.setItemLabelGenerator(
                one -> one == null ? getTranslation("runs.kind.all") : getTranslation("kind.of.run." + one.label()));
        list.kind().ifPresent(kind::setValue);
        kind.addValueChangeListener(change -> UI.getCurrent()
                .navigate(
                        RunsView.class,
                        list.ofKind(Optional.ofNullable(change.getValue())).parameters()));
        Div tools = new Div(kind, studies(list, runs));
        tools.addClassNames("curve-tools", "filters");
        if (list.kind().isPresent()) {
            DownloadHandler csv = event -> {
                event.setFileName("runs-" + list.kind().get().label() + ".csv");
                event.setContentType("text/csv;charset=UTF-8");
                list.write(list.rows(training.list()), event.getOutputStream());
            };
            tools.add(new Anchor(csv, getTranslation("runs.csv")));
        }
        return tools;
    }

    private Component studies(RunList list, List<TrainingService.Listed> runs) {
        Map<StudyId, String> names = new LinkedHashMap<>();
        runs.forEach(listed -> listed.run().pool().members().forEach(member -> names.put(member.id(), member.name())));
        Select<StudyId> study = new Select<>();
        study.setLabel(getTranslation("runs.study"));
        study.setEmptySelectionAllowed(true);
        study.setEmptySelectionCaption(getTranslation("runs.study.all"));
        study.setItems(names.keySet());
        study.setItemLabelGenerator(one -> one == null ? getTranslation("runs.study.all") : names.get(one));
        list.study().filter(names::containsKey).ifPresent(study::setValue);
        study.addValueChangeListener(change -> UI.getCurrent()
                .navigate(
                        RunsView.class,
                        list.ofStudy(Optional.ofNullable(change.getValue())).parameters()));
        return study;
    }

    private Component table(RunList list, List<RunList.Row> rows) {
        List<String> columns = new ArrayList<>(List.of(getTranslation("runs.run"), getTranslation("runs.state")));
        int first = columns.size();
        list.figures().forEach(spec -> columns.add(getTranslation("curve." + spec.words())));
        columns.addAll(List.of(
                getTranslation("runs.from"),
                getTranslation("runs.votes"),
                getTranslation("runs.started"),
                getTranslation("runs.by")));
        FactTable table = new FactTable(getTranslation("nav.runs"), columns).figures(columns.size() - 3);
        for (int i = 0; i < list.figures().size(); i++) {
            table.figures(first + i);
            sortable(table, first + i, list, list.figures().get(i));
        }
        rows.forEach(row -> table.addRow(cells(list, row)));
        return list.kind().isPresent() ? scrolling(table) : table;
    }

    /** Many figures beside one another stay a table on any screen, for they are compared; the names stay in sight. */
    private Component scrolling(FactTable table) {
        table.addClassNames("wide", "final-figures");
        Div box = new Div(table);
        box.addClassName("scroll-box");
        box.getElement().setAttribute("tabindex", "0");
        box.getElement().setAttribute("role", "region");
        box.getElement().setAttribute("aria-label", getTranslation("nav.runs"));
        return box;
    }

    private void sortable(FactTable table, int column, RunList list, CurveSpec spec) {
        String name = getTranslation("curve." + spec.words());
        boolean now = list.sortedBy().equals(Optional.of(spec));
        String order = now
                ? list.lowestFirst() ? getTranslation("runs.sorted.up", name) : getTranslation("runs.sorted.down", name)
                : name;
        Anchor sort = new Anchor(
                "runs?" + list.by(spec).parameters().getQueryString(),
                now ? name + (list.lowestFirst() ? " \u2191" : " \u2193") : name);
        sort.setAriaLabel(now ? order : getTranslation("runs.sort", name));
        table.sortable(column, sort, now ? list.lowestFirst() ? "ascending" : "descending" : "none");
    }

    private Component[] cells(RunList list, RunList.Row row) {
        Figures figures = new Figures(this);
        Run run = row.listed().run();
        List<Component> cells = new ArrayList<>(List.of(named(run), state(row.listed())));
        list.figures().forEach(spec -> cells.add(figure(spec, row.figures().get(spec.metric()))));
        cells.addAll(List.of(
                new Span(run.baseName()),
                new Span(figures.count(run.votes())),
                new Span(figures.moment(run.createdAt())),
                new Span(run.createdBy())));
        return cells.toArray(Component[]::new);
    }

    private Component named(Run run) {
        String name = RunWords.name(this, run);
        Checkbox tick = new Checkbox();
        tick.setAriaLabel(getTranslation("runs.tick", name));
        tick.addValueChangeListener(change -> {
            if (change.getValue()) {
                ticked.add(run.number());
            } else {
                ticked.remove(run.number());
            }
            overlay.setEnabled(!ticked.isEmpty());
        });
        Div named = new Div(tick, new Anchor("runs/" + run.id(), name));
        named.addClassName("ticked-name");
        return named;
    }

    private Component figure(CurveSpec spec, @Nullable MeasuredFigure figure) {
        if (figure == null) {
            return new Span("–");
        }
        FigureWords words = new FigureWords(this);
        Optional<String> tooFew = words.tooFew(figure);
        if (tooFew.isPresent()) {
            return new Span(tooFew.get());
        }
        Div cell = new Div(new Span(words.value(spec, figure)));
        words.doubt(spec, figure).ifPresent(text -> {
            Span doubt = new Span(text);
            doubt.addClassName("figure-doubt");
            cell.add(new Span(" "), doubt);
        });
        return cell;
    }

    private Span state(TrainingService.Listed listed) {
        String words = listed.place()
                .map(place -> RunWords.place(this, place))
                .orElseGet(() -> RunWords.state(this, listed.run(), listed.status()));
        return badge(words, RunWords.tone(listed.status()));
    }
}
