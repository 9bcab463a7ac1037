package org.careloop.web.training;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.careloop.run.CurveSpec;
import org.careloop.run.MetricLog;
import org.careloop.web.shell.Figures;
import org.jspecify.annotations.Nullable;

/** A curve with its name, its latest value, and the level it is compared with. */
class CurveCard extends Div {
    private static final long serialVersionUID = 1L;

    private final CurveSpec spec;
    private final @Nullable Double target;
    private final Curve curve;
    private final Span latest = new Span();

    CurveCard(CurveSpec spec, Run run) {
        this.spec = spec;
        target = spec.target().map(run::setting).orElse(null);
        String name = getTranslation("curve." + spec.words());
        curve = new Curve(name);
        addClassNames("card", "curve-card");
        H2 title = new H2(name);
        title.setTitle(getTranslation("curve." + spec.words() + ".explained"));
        latest.addClassName("curve-latest");
        Div head = new Div(title, latest);
        head.addClassName("curve-head");
        add(head, curve);
    }

    /** Draws what there is; a figure this trainer does not write leaves the card out. */
    void show(List<MetricLog.Line> lines) {
        List<MetricLog.Line> known = lines.stream()
                .filter(line -> line.values().containsKey(spec.metric()))
                .toList();
        setVisible(!known.isEmpty());
        if (known.isEmpty()) {
            return;
        }
        Figures figures = new Figures(this);
        Double last = known.getLast().values().get(spec.metric());
        String value = last == null ? "" : spec.share() ? figures.percent(last) : figures.measured(last);
        latest.setText(target == null ? value : getTranslation("curve.target", value, figures.measured(target)));
        curve.show(known, spec.metric(), target);
    }
}
