package org.careloop.web.training.beside;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.careloop.run.CurveSpec;
import org.careloop.run.Metrics;
import org.careloop.web.series.Curve;
import org.careloop.web.series.CurveAxis;
import org.careloop.web.series.Thinned;
import org.careloop.web.shell.Explained;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWords;
import org.careloop.web.training.TrainingService.Watched;
import org.jspecify.annotations.Nullable;

/** One figure of several runs, a line each, told apart by colour, strokes and the number at its end. */
class OverlayCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient CurveSpec spec;
    private final Curve curve;
    private final UnorderedList legend = new UnorderedList();
    private String shown = "";

    OverlayCard(CurveSpec spec) {
        this.spec = spec;
        String watch = Metrics.isWatch(spec.metric()) ? Metrics.watchOf(spec.metric()) : "";
        String name = getTranslation("curve." + spec.words(), watch);
        curve = new Curve(name);
        addClassNames("card", "overlay-card");
        legend.addClassName("curve-legend");
        add(new Explained(name, getTranslation("curve." + spec.words() + ".explained")), curve, legend);
    }

    /**
     * Draws what is known of the runs.
     *
     * @param chosen all runs of the page; a place among them gives a line its colour and strokes
     * @param runs those of them that could be read
     */
    void show(List<Run> chosen, List<Watched> runs, CurveAxis axis) {
        List<Curve.Line> lines = new ArrayList<>();
        List<ListItem> items = new ArrayList<>();
        for (Watched one : runs) {
            Thinned figure = one.course().figures().get(spec.metric());
            if (figure != null) {
                String name = RunWords.name(this, one.run());
                int style = chosen.indexOf(one.run());
                lines.add(axis.line(name, String.valueOf(one.run().number()), style, figure));
                items.add(item(style, name));
            }
        }
        // The values beside the names are the browser's: they stay while the runs do.
        String now = lines.stream().map(Curve.Line::name).collect(Collectors.joining("\n"));
        if (!now.equals(shown)) {
            shown = now;
            legend.removeAll();
            items.forEach(legend::add);
        }
        setVisible(!lines.isEmpty());
        curve.show(Curve.frame(this, spec, target(runs), axis, true), lines);
    }

    /** The level that all of them are steered towards, if it is one. */
    private @Nullable Double target(List<Watched> runs) {
        if (spec.target().isEmpty()) {
            return null;
        }
        List<Double> targets = runs.stream()
                .filter(one -> one.run().kind().curves().contains(spec))
                .map(one -> one.run().setting(spec.target().get()))
                .distinct()
                .toList();
        return targets.size() == 1 ? targets.getFirst() : null;
    }

    private static ListItem item(int style, String name) {
        Span key = new Span();
        key.addClassName("line-key");
        Span value = new Span();
        value.addClassName("legend-value");
        ListItem item = new ListItem(key, new Span(name), value);
        item.getElement().setAttribute("data-line", String.valueOf(style));
        return item;
    }
}
