package org.careloop.web.training;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.careloop.run.MetricLog;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;

/** The curves as numbers, the newest step first: for a screen reader, and for whoever wants the figure itself. */
class MetricTable extends Details {
    private static final long serialVersionUID = 1L;
    private static final int ROWS = 50;

    private transient List<MetricLog.Line> lines = List.of();

    MetricTable() {
        setSummaryText(getTranslation("run.figures"));
        addOpenedChangeListener(opened -> draw());
    }

    void show(List<MetricLog.Line> newLines) {
        setVisible(!newLines.isEmpty());
        // Not by their number: a long run is thinned out to always as many.
        boolean changed = !newLines.equals(lines);
        lines = newLines;
        if (changed) {
            draw();
        }
    }

    /** Only what somebody looks at is sent to the browser. */
    private void draw() {
        removeAll();
        if (!isOpened() || lines.isEmpty()) {
            return;
        }
        TreeSet<String> names = new TreeSet<>();
        lines.forEach(line -> names.addAll(line.values().keySet()));
        List<String> columns = new ArrayList<>(List.of(getTranslation("run.step.column")));
        columns.addAll(names);
        FactTable table = new FactTable(getTranslation("run.figures"), columns);
        table.addClassNames("wide", "all-figures");
        Figures figures = new Figures(this);
        for (MetricLog.Line line : lines.reversed().stream().limit(ROWS).toList()) {
            List<Span> cells = new ArrayList<>(List.of(new Span(figures.count(line.step()))));
            for (String name : names) {
                Double value = line.values().get(name);
                cells.add(new Span(value == null ? "" : figures.measured(value)));
            }
            table.addRow(cells.toArray(Span[]::new));
        }
        Div box = new Div(table);
        box.addClassName("scroll-box");
        box.getElement().setAttribute("tabindex", "0");
        add(box);
    }
}
